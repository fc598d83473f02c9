#pragma once

/* Makes ncurses send attributes one by one, and an end that only ends them. To be called once, right after newterm; apart from the
   rest, because term.h defines names such as `lines`. */
void cn_shorten_attributes(void);
