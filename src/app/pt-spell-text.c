/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enchant knows which dictionaries there are. A text is looked at a moment after it changed, and the
 * word that is being typed is left alone. */
#include "pt-spell-text.h"

#include "pt-catalog.h"

#include <enchant.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define CHECK_DELAY_MS 400
#define CHECKED_MAX 50000 /* characters */
#define SUGGESTIONS_MAX 5
#define TAG "pt-misspelled"
#define MENTION_KEY "pt-mention-id" /* on tags of mentions, which are names */

typedef struct
{
  GtkTextView *view; /* owns this */
  PtLogbook *logbook;
  char *lang;        /* of this text; NULL = the logbook's */
  EnchantDict *dict; /* NULL = not asked for yet, or there is none */
  gboolean asked;
  guint source;
  char *word; /* under the pointer when the menu was asked for */
  int offset;
} Spell;

static EnchantBroker *
get_broker (void)
{
  static EnchantBroker *broker = NULL;
  if (broker == NULL)
    broker = enchant_broker_init ();
  return broker;
}

/* A language without a country: the country that most dictionaries are of. */
static EnchantDict *
request_dict (const char *lang)
{
  static const char *const tags[][2] = {
    { "nl", "nl_NL" }, { "en", "en_GB" }, { "en", "en_US" }, { "fr", "fr_FR" }, { "nl", "nl_BE" }
  };
  EnchantBroker *broker = get_broker ();
  if (enchant_broker_dict_exists (broker, lang))
    return enchant_broker_request_dict (broker, lang);
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_str_equal (tags[i][0], lang) && enchant_broker_dict_exists (broker, tags[i][1]))
      return enchant_broker_request_dict (broker, tags[i][1]);
  return NULL;
}

static char *
dup_lang (Spell *self)
{
  if (self->lang)
    return g_strdup (self->lang);
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  const char *id = pt_store_get_logbook_id (reader);
  g_autoptr (PtRecord) record = id ? pt_store_get_record (reader, id, NULL) : NULL;
  const char *lang = record ? pt_record_get_text (record, "lang") : NULL;
  return g_strdup (lang && *lang ? lang : pt_catalog_current ());
}

static EnchantDict *
get_dict (Spell *self)
{
  g_autofree char *lang = self->asked ? NULL : dup_lang (self);
  if (lang)
    self->dict = request_dict (lang);
  self->asked = TRUE;
  return self->dict;
}

static void
forget_dict (Spell *self)
{
  if (self->dict)
    enchant_broker_free_dict (get_broker (), self->dict);
  self->dict = NULL;
  self->asked = FALSE;
}

static void
spell_free (gpointer data)
{
  Spell *self = data;
  g_clear_handle_id (&self->source, g_source_remove);
  forget_dict (self);
  g_free (self->lang);
  g_object_unref (self->logbook);
  g_free (self->word);
  g_free (self);
}

/* ── Looking ── */

static gboolean
is_mention (const GtkTextIter *at)
{
  g_autoptr (GSList) tags = gtk_text_iter_get_tags (at);
  for (GSList *l = tags; l != NULL; l = l->next)
    if (g_object_get_data (l->data, MENTION_KEY) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_for_dictionary (const char *word)
{
  for (const char *at = word; *at; at = g_utf8_next_char (at))
    if (g_unichar_isdigit (g_utf8_get_char (at)))
      return FALSE;
  return g_utf8_strlen (word, -1) > 1;
}

static void
check_word (Spell *self, GtkTextBuffer *buffer, const GtkTextIter *from, const GtkTextIter *to)
{
  GtkTextIter cursor;
  g_autofree char *word = gtk_text_buffer_get_text (buffer, from, to, FALSE);
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  if (gtk_text_iter_equal (to, &cursor) || is_mention (from) || !is_for_dictionary (word))
    return;
  if (enchant_dict_check (self->dict, word, (gssize)strlen (word)) > 0)
    gtk_text_buffer_apply_tag_by_name (buffer, TAG, from, to);
}

static gboolean
check_cb (gpointer user_data)
{
  Spell *self = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end, to;

  self->source = 0;
  if (get_dict (self) == NULL)
    return G_SOURCE_REMOVE;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, TAG, &start, &end);
  if (gtk_text_buffer_get_char_count (buffer) > CHECKED_MAX)
    return G_SOURCE_REMOVE;
  to = start;
  while (gtk_text_iter_forward_word_end (&to))
    {
      GtkTextIter from = to;
      gtk_text_iter_backward_word_start (&from);
      check_word (self, buffer, &from, &to);
    }
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GtkTextView *view)
{
  Spell *self = g_object_get_data (G_OBJECT (view), TAG);
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (CHECK_DELAY_MS, check_cb, self);
}

/* ── Suggestions, in the menu of the text ── */

static void
get_word (Spell *self, GtkTextIter *from, GtkTextIter *to)
{
  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (self->view), from, self->offset);
  *to = *from;
  gtk_text_iter_forward_chars (to, (int)g_utf8_strlen (self->word, -1));
}

static void
replace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Spell *self = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter from, to;
  if (self->word == NULL)
    return;
  get_word (self, &from, &to);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
learn_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Spell *self = user_data;
  if (self->word)
    enchant_dict_add (self->dict, self->word, (gssize)strlen (self->word));
  changed_cb (self->view);
}

static GMenuModel *
make_menu (Spell *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();
  size_t n = 0;
  char **words = enchant_dict_suggest (self->dict, self->word, (gssize)strlen (self->word), &n);
  for (size_t i = 0; i < MIN (n, SUGGESTIONS_MAX); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (words[i], NULL);
      g_menu_item_set_action_and_target (item, "spell.replace", "s", words[i]);
      g_menu_append_item (section, item);
    }
  if (words)
    enchant_dict_free_string_list (self->dict, words);
  g_menu_append (section, _ ("Add to the Dictionary"), "spell.learn");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, Spell *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), TAG);
  GtkTextIter from, to;
  int bx, by;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int)x, (int)y, &bx,
                                         &by);
  gtk_text_view_get_iter_at_location (self->view, &from, bx, by);
  gtk_text_view_set_extra_menu (self->view, NULL);
  if (!gtk_text_iter_has_tag (&from, tag))
    return;
  to = from;
  if (!gtk_text_iter_starts_tag (&from, tag))
    gtk_text_iter_backward_to_tag_toggle (&from, tag);
  gtk_text_iter_forward_to_tag_toggle (&to, tag);
  g_free (self->word);
  self->word = gtk_text_buffer_get_text (buffer, &from, &to, FALSE);
  self->offset = gtk_text_iter_get_offset (&from);
  g_autoptr (GMenuModel) menu = make_menu (self);
  gtk_text_view_set_extra_menu (self->view, menu);
}

static const GActionEntry spell_actions[] = {
  { "replace", replace_cb, "s" },
  { "learn", learn_cb },
};

static void
add_menu (Spell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (actions), spell_actions,
                                   G_N_ELEMENTS (spell_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->view), "spell", G_ACTION_GROUP (actions));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

void
pt_spell_text_watch (GtkTextView *view, PtLogbook *logbook)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  Spell *self = g_new0 (Spell, 1);
  self->view = view;
  self->logbook = g_object_ref (logbook);
  gtk_text_buffer_create_tag (buffer, TAG, "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_object_set_data_full (G_OBJECT (view), TAG, self, spell_free);
  add_menu (self);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), view, G_CONNECT_SWAPPED);
}

void
pt_spell_text_set_lang (GtkTextView *view, const char *lang)
{
  Spell *self = g_object_get_data (G_OBJECT (view), TAG);

  g_return_if_fail (self != NULL);
  if (g_strcmp0 (self->lang, lang) == 0)
    return;
  g_free (self->lang);
  self->lang = g_strdup (lang);
  forget_dict (self);
}
