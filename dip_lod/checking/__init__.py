"""A site as registers and harvesters see it: NDE's five ticks and more, worked out anew from outside."""
