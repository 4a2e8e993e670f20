"""Every form of every sample contract, held against what was read and approved before."""
