#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "attributes.h"
#include <ncursesw/curses.h>
#include <string.h>
#include <term.h>

/* terminfo's usual strings select the ASCII character set with every change of attributes, though nothing here ever leaves it. */
void cn_shorten_attributes(void) {
  static char end[] = "\033[m";
  if (!exit_attribute_mode || !strstr(exit_attribute_mode, end)) return;
  if (!enter_bold_mode || !enter_reverse_mode) return;
  set_attributes = NULL;
  exit_attribute_mode = end;
}
