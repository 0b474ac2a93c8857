/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: that every place has a page in both languages and every link leads somewhere, that words are
 * found, and that F1 opens the page of where somebody is. */
#include "ui-fixture.h"

#include "pt-help-window.h"
#include "pt-help.h"
#include "pt-markdown-view.h"
#include "pt-place.h"

#include <string.h>

static const char *const langs[] = { "nl", "en" };

static const PtHelpPage *
find (GPtrArray *pages, const char *id)
{
  for (guint i = 0; i < pages->len; i++)
    if (g_str_equal (((PtHelpPage *)pages->pdata[i])->id, id))
      return pages->pdata[i];
  return NULL;
}

static void
check_links (GPtrArray *pages, const PtHelpPage *page)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\]\\(help:([^)]*)\\)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (regex, page->text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *id = g_match_info_fetch (match, 1);
      if (find (pages, id) == NULL)
        g_error ("%s leads to “%s”, which is no page", page->id, id);
    }
}

/* A line break inside of a paragraph would be one on the screen. */
static void
check_lines (const PtHelpPage *page)
{
  g_auto (GStrv) lines = g_strsplit (page->text, "\n", -1);

  for (guint i = 1; lines[i] != NULL; i++)
    if (g_ascii_isalpha (lines[i][0]) && *lines[i - 1] != '\0')
      g_error ("%s: the paragraph at “%.40s” is broken", page->id, lines[i]);
}

static void
test_pages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (langs); i++)
    {
      g_autoptr (GPtrArray) pages = pt_help_list (langs[i]);
      for (guint k = 0; k < pages->len; k++)
        {
          check_links (pages, pages->pdata[k]);
          check_lines (pages->pdata[k]);
        }
      for (guint k = 0; k < pt_n_places + pt_n_more_places; k++)
        {
          const PtPlace *place = k < pt_n_places ? &pt_places[k] : &pt_more_places[k - pt_n_places];
          const char *topic = pt_help_find_for (place->id);
          g_assert_nonnull (find (pages, topic));
          if (g_str_equal (topic, "begin"))
            g_error ("no page explains “%s”", place->id);
        }
    }
}

static void
test_search (void)
{
  static const struct
  {
    const char *lang, *words, *first;
  } cases[] = {
    { "nl", "", "begin" },
    { "nl", "TOESTEMMING intrekken", "consent" },
    { "nl", "ongedaan", "undo" },
    { "nl", "whatsapp", "phone" },
    { "en", "two versions", "versions" },
    { "en", "usb stick", "sharing" },
    { "en", "walrus", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) pages = pt_help_list (cases[i].lang);
      g_autoptr (GPtrArray) found = pt_help_search (pages, cases[i].words);
      const PtHelpPage *first = found->len > 0 ? found->pdata[0] : NULL;
      g_test_message ("“%s”", cases[i].words);
      g_assert_cmpstr (first != NULL ? first->id : NULL, ==, cases[i].first);
    }
}

/* ── The window ── */

static PtHelpWindow *
press_f1 (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());

  g_action_group_activate_action (G_ACTION_GROUP (application), "help", NULL);
  for (GList *at = gtk_application_get_windows (application); at != NULL; at = at->next)
    if (PT_IS_HELP_WINDOW (at->data))
      return at->data;
  return NULL;
}

static void
test_context (Ui *ui, gconstpointer data)
{
  static const char *const places[][2] = { { "today", "note" },
                                           { "learning", "learning" },
                                           { "outcome", "effects" } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      pt_workspace_go (ui_workspace (ui), places[i][0]);
      gtk_window_present (GTK_WINDOW (ui->window));
      PtHelpWindow *help = press_f1 ();
      g_assert_cmpstr (pt_help_window_get_topic (help), ==, places[i][1]);
      gtk_window_destroy (GTK_WINDOW (help));
    }
  ui_act (ui, PT_TYPE_WORKSPACE, "win.review", NULL);
  PtHelpWindow *help = press_f1 ();
  g_assert_cmpstr (pt_help_window_get_topic (help), ==, "review");
  gtk_window_destroy (GTK_WINDOW (help));
}

static void
test_goes_around (Ui *ui, gconstpointer data)
{
  PtHelpWindow *help = press_f1 ();
  GtkWidget *search = lab_find (GTK_WIDGET (help), GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_widget_activate_action (GTK_WIDGET (help), "help.open", "s", "phone");
  g_assert_cmpstr (pt_help_window_get_topic (help), ==, "phone");
  gtk_widget_activate_action (GTK_WIDGET (help), "help.back", NULL);
  g_assert_cmpstr (pt_help_window_get_topic (help), ==, "note");

  gtk_editable_set_text (GTK_EDITABLE (search), "consent");
  ui_settle ();
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpstr (pt_help_window_get_topic (help), ==, "consent");
  gtk_window_destroy (GTK_WINDOW (help));
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_test_add_func ("/help/pages", test_pages);
  g_test_add_func ("/help/search", test_search);
  g_test_add ("/help/context", Ui, NULL, ui_start_with_logbook, test_context, ui_stop);
  g_test_add ("/help/goes-around", Ui, NULL, ui_start_with_logbook, test_goes_around, ui_stop);
  return g_test_run ();
}
