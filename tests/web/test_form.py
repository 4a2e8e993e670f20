"""Uploads beyond the limits."""

import socket

from tests.web.servers import CONTRACT, serving


def test_an_upload_beyond_the_limit_is_refused_before_it_is_all_there(tmp_path):
    with serving(tmp_path, limits={"size": 50_000}) as server:
        assert server.check(text=CONTRACT)["state"] == "done"
        answer = server.order(("long.txt", b"x" * 1_200_000))
        assert answer.status == 413
        assert "larger than 50000 bytes" in answer.json["message"]
        # Without a length declared it is counted while it comes in, and the rest is not waited for.
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
            head = (
                f"POST {server.folder}jobs HTTP/1.1\r\nHost: {server.host}\r\nOrigin: http://{server.host}\r\n"
                f"Cookie: {server.cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                "Transfer-Encoding: chunked\r\n\r\n"
            )
            line.sendall(head.encode())
            part = b'--b\r\nContent-Disposition: form-data; name="contract"; filename="c.txt"\r\n\r\n' + b"x" * 60_000
            for _ in range(20):
                line.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")
                part = b"x" * 60_000
            assert line.recv(4096).startswith(b"HTTP/1.1 413")
        told = server.check(("a-little-long.txt", b"x" * 60_000))
        assert told["state"] == "failed"
        assert "--limit" not in told["message"]
