"""What ``escalate doctor`` and its page look at: facts in, one line out for each thing.

Each thing that can be said stands once, with how it stands and the mend; whoever shows it picks
no words of their own. The facts are gathered in ``service.checkup``.
"""
