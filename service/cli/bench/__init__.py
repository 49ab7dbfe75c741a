"""``escalate bench``: how fast a press reaches the carrier, beside the bare hops it is made of.

Ratios, measured side by side in one run: absolute times say more of the machine than of us.
"""
