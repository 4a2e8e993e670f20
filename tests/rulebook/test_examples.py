from clausecheck.rulebook.examples import run
from tests.rulebook.folders import OVERRUN, built


def failures(text, topic=None):
    rulebook, problems = built(overrun=text)
    assert problems == []
    return run(rulebook, topic)


def test_examples_that_do_as_they_say_give_no_failures():
    assert failures(OVERRUN) == ()


def test_an_example_that_does_not_fire_is_a_failure_with_what_fired_instead():
    (failure,) = failures(OVERRUN.replace('fires: ["Any overrun is unpaid."]', 'fires: ["Any overrun is paid at £5."]'))
    assert (failure.id, failure.fires, failure.fired) == ("overrun.unpaid", True, ("overrun.paid",))
    assert str(failure).startswith("rules/workload/overrun.yaml:20: overrun.unpaid should fire but does not")


def test_an_example_that_should_stay_quiet_fails_only_by_its_own_signal():
    changed = OVERRUN.replace('"The break is unpaid."', '"An overrun is unpaid."')
    assert [(f.id, f.fires) for f in failures(changed)] == [("overrun.unpaid", False)]


def test_only_the_topic_asked_for_is_run():
    assert failures(OVERRUN.replace("Any overrun is unpaid.", "Nothing."), topic="fee-basis") == ()


def test_a_heading_given_with_an_example_is_read_with_it():
    under = OVERRUN.replace("{overrun} ... {unpaid}\n", "unpaid\n    under: overrun*\n")
    fires = '[{text: "This is unpaid.", under: Overruns}]'
    assert failures(under.replace('["Any overrun is unpaid."]', fires)) == ()


def test_a_rule_of_one_engagement_is_tried_in_such_a_contract():
    agency = OVERRUN.replace("    severity: 5\n", "    severity: 5\n    engagement: [agency]\n    nation: [scotland]\n")
    assert failures(agency) == ()
