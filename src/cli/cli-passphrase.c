/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for a passphrase: from a file, or from the terminal without showing it. Never from the words
 * of the command, which other programs on the computer can read. */
#include "pt-cli.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_PASSPHRASE 1024 /* bytes */

char *pt_cli_passphrase_file;

static PtSecretText *
first_line (char *text, GError **error)
{
  text[strcspn (text, "\r\n")] = '\0';
  if (*text != '\0' && strlen (text) < MAX_PASSPHRASE && g_utf8_validate (text, -1, NULL))
    return text;
  pt_secret_text_free (text);
  pt_cli_usage_error (error, _ ("There is no passphrase on the first line."));
  return NULL;
}

PtSecretText *
pt_cli_read_passphrase (const char *path, GError **error)
{
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, error) ? first_line (text, error) : NULL;
}

/* One line, while the terminal shows nothing of it. */
static PtSecretText *
read_hidden (FILE *terminal, const char *prompt, GError **error)
{
  const int fd = fileno (terminal);
  char *text = g_malloc0 (MAX_PASSPHRASE);
  struct termios before, hidden;
  gboolean read;

  fprintf (terminal, "%s ", prompt);
  fflush (terminal);
  tcgetattr (fd, &before);
  hidden = before;
  hidden.c_lflag &= ~(tcflag_t)ECHO;
  tcsetattr (fd, TCSAFLUSH, &hidden);
  read = fgets (text, MAX_PASSPHRASE, terminal) != NULL;
  tcsetattr (fd, TCSAFLUSH, &before);
  fprintf (terminal, "\n");
  if (!read)
    *text = '\0';
  return first_line (text, error);
}

static PtSecretText *
ask_twice (FILE *terminal, GError **error)
{
  g_autoptr (PtSecretText) again = NULL;
  char *text = read_hidden (terminal, _ ("Choose a passphrase:"), error);

  if (text == NULL)
    return NULL;
  again = read_hidden (terminal, _ ("The same once more:"), error);
  if (again != NULL && strcmp (text, again) == 0)
    return text;
  if (again != NULL)
    pt_cli_usage_error (error, _ ("The two are not the same."));
  pt_secret_text_free (text);
  return NULL;
}

PtSecretText *
pt_cli_ask_passphrase (gboolean is_new, GError **error)
{
  FILE *terminal;
  char *text;

  if (pt_cli_passphrase_file != NULL)
    return pt_cli_read_passphrase (pt_cli_passphrase_file, error);
  terminal = isatty (STDIN_FILENO) ? fopen ("/dev/tty", "r+e") : NULL;
  if (terminal == NULL)
    {
      pt_cli_usage_error (error, _ ("Nobody can be asked for the passphrase here: put it on the "
                                    "first line of a file and say --passphrase-file FILE."));
      return NULL;
    }
  text = is_new ? ask_twice (terminal, error) : read_hidden (terminal, _ ("Passphrase:"), error);
  fclose (terminal);
  return text;
}
