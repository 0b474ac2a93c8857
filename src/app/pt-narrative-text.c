/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of what stands in the document. A row is made when it comes in sight; what somebody is writing
 * is kept by place, so that it survives scrolling, a narrative that was composed anew, and a closed window. */
#include "pt-narrative-text.h"

#include "pt-kept-text.h"
#include "pt-passage-box.h"
#include "pt-story-passage.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

enum
{
  TEXT_WIDTH = 620, /* pixels at most */
};

/* One row: a heading, a paragraph that has a place, or what only stands there. */
#define PT_TYPE_TEXT_ITEM (pt_text_item_get_type ())
G_DECLARE_FINAL_TYPE (PtTextItem, pt_text_item, PT, TEXT_ITEM, GObject)

struct _PtTextItem
{
  GObject parent_instance;

  guint block;
  int place;     /* in look->places; -1 = none */
  char *section; /* of a chapter's heading, whose introduction can be written; or NULL */
};

G_DEFINE_FINAL_TYPE (PtTextItem, pt_text_item, G_TYPE_OBJECT)

static void
pt_text_item_finalize (GObject *object)
{
  g_free (PT_TEXT_ITEM (object)->section);
  G_OBJECT_CLASS (pt_text_item_parent_class)->finalize (object);
}

static void
pt_text_item_class_init (PtTextItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_text_item_finalize;
}

static void
pt_text_item_init (PtTextItem *self)
{
  self->place = -1;
}

struct _PtNarrativeText
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GListStore *items;
  PtLogbook *logbook;
  const PtNarrativeLook *look; /* borrowed; NULL = nothing yet */
  GHashTable *drafts;          /* "section\nplace" → PtPassageBox */
  GHashTable *looked;          /* where words were looked for that an earlier window left */
};

enum
{
  SAVE,
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtNarrativeText, pt_narrative_text, GTK_TYPE_WIDGET)

static PtNarrativeText *
text_of (GtkWidget *widget)
{
  return PT_NARRATIVE_TEXT (gtk_widget_get_ancestor (widget, PT_TYPE_NARRATIVE_TEXT));
}

/* The row is made again, with or without its editor. */
static void
renew (PtNarrativeText *self, PtTextItem *item)
{
  guint position;

  if (g_list_store_find (self->items, item, &position))
    {
      g_autoptr (GObject) again = g_object_ref (G_OBJECT (item));
      g_list_store_splice (self->items, position, 1, (gpointer *)&again, 1);
    }
}

/* ── Writing ── */

/* (transfer full): where the words of a row stand; of a heading, where its introduction would. */
static char *
key_of (PtNarrativeText *self, PtTextItem *item)
{
  const PtPassagePlace *place = item->place >= 0 ? self->look->places->pdata[item->place] : NULL;
  return place != NULL ? g_strjoin ("\n", place->section, place->place, NULL)
                       : g_strjoin ("\n", item->section, "intro", NULL);
}

/* (transfer full): of words that nothing was made of yet. */
static char *
kept_place_of (PtNarrativeText *self, const char *key)
{
  return g_strjoin ("/", "passage", pt_record_get_id (self->look->narrative), key, NULL);
}

static void
end_draft (PtNarrativeText *self, GtkWidget *draft, PtTextItem *item)
{
  g_autofree char *key = key_of (self, item);

  pt_passage_box_end (PT_PASSAGE_BOX (draft));
  g_hash_table_remove (self->drafts, key);
  renew (self, item);
}

static void
cancel_cb (GtkWidget *draft, PtTextItem *item)
{
  end_draft (text_of (draft), draft, item);
}

static void
save_cb (GtkWidget *draft, const char *words, PtTextItem *item)
{
  PtNarrativeText *self = text_of (draft);
  PtPassagePlace intro = { .section = item->section,
                           .place = (char *)"intro",
                           .sources = (char *[]){ NULL } };
  PtEdit *edit = pt_passage_edit (
      pt_logbook_get_world (self->logbook), self->look->data,
      pt_record_get_id (self->look->narrative),
      item->place >= 0 ? self->look->places->pdata[item->place] : &intro, words);

  edit->asks_names = true; /* the box did */
  end_draft (self, draft, item);
  g_signal_emit (self, signals[SAVE], 0, edit);
}

static GtkWidget *
open_draft (PtNarrativeText *self, PtTextItem *item)
{
  const PtPassagePlace *place = item->place >= 0 ? self->look->places->pdata[item->place] : NULL;
  char *key = key_of (self, item);
  g_autofree char *kept = kept_place_of (self, key);
  GtkWidget *draft = pt_passage_box_new (self->logbook, kept, place != NULL ? place->text : "",
                                         pt_record_get_text (self->look->narrative, "lang"));

  g_hash_table_insert (self->drafts, key, g_object_ref_sink (draft));
  return draft;
}

/* (nullable): what is being written there, also before this window was opened. The row is another one
 * after each composing. */
static GtkWidget *
find_draft (PtNarrativeText *self, PtTextItem *item)
{
  g_autofree char *key = key_of (self, item);
  g_autofree char *kept = kept_place_of (self, key);
  GtkWidget *draft = g_hash_table_lookup (self->drafts, key);

  if (draft == NULL && g_hash_table_add (self->looked, g_strdup (key))
      && pt_kept_text_has (self->logbook, kept))
    draft = open_draft (self, item);
  if (draft == NULL)
    return NULL;
  g_signal_handlers_disconnect_matched (draft, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, save_cb, NULL);
  g_signal_handlers_disconnect_matched (draft, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, cancel_cb, NULL);
  g_signal_connect_object (draft, "save", G_CALLBACK (save_cb), item, 0);
  g_signal_connect_object (draft, "cancel", G_CALLBACK (cancel_cb), item, 0);
  if (gtk_widget_get_parent (draft) != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (draft)), draft);
  return draft;
}

/* A box in which nobody wrote says what stands there now, and goes where nothing does any more: it may
 * have been erased. */
static void
follow_drafts (PtNarrativeText *self, const GPtrArray *items)
{
  g_autoptr (GHashTable) now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter drafts;
  gpointer key, draft;

  for (guint i = 0; i < items->len; i++)
    {
      PtTextItem *item = items->pdata[i];
      const PtPassagePlace *place = item->place >= 0 ? self->look->places->pdata[item->place]
                                                     : NULL;

      if (place != NULL || item->section != NULL)
        g_hash_table_insert (now, key_of (self, item), place != NULL ? place->text : (char *)"");
    }
  g_hash_table_iter_init (&drafts, self->drafts);
  while (g_hash_table_iter_next (&drafts, &key, &draft))
    if (g_hash_table_contains (now, key))
      pt_passage_box_follow (draft, g_hash_table_lookup (now, key));
    else if (!pt_passage_box_is_touched (draft))
      {
        pt_passage_box_end (draft);
        g_hash_table_iter_remove (&drafts);
      }
}

static void
rewrite_cb (GtkWidget *button, PtTextItem *item)
{
  PtNarrativeText *self = text_of (button);

  GtkWidget *draft = open_draft (self, item);

  renew (self, item);
  gtk_widget_grab_focus (draft);
}

static void
back_cb (GtkWidget *button, PtTextItem *item)
{
  PtNarrativeText *self = text_of (button);
  const PtPassagePlace *place = self->look->places->pdata[item->place];

  g_signal_emit (self, signals[SAVE], 0, pt_passage_edit_back (self->look->data, place->passage));
}

static void
keep_cb (GtkWidget *button, PtTextItem *item)
{
  PtNarrativeText *self = text_of (button);
  const PtPassagePlace *place = self->look->places->pdata[item->place];

  g_signal_emit (self, signals[SAVE], 0, pt_passage_edit_keep (self->look->data, place->passage));
}

/* ── Rows ── */

static GtkWidget *
new_button (const char *label, const char *icon, GCallback clicked, PtTextItem *item)
{
  GtkWidget *button = gtk_button_new ();

  if (icon != NULL)
    {
      gtk_button_set_icon_name (GTK_BUTTON (button), icon);
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      gtk_widget_add_css_class (button, "flat");
    }
  else
    gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", clicked, item, 0);
  return button;
}

/* How a paragraph looks, roughly as on the page. */
static const char *const classes[] = {
  [PT_STYLE_PLAIN] = NULL,           [PT_STYLE_TITLE] = "title-1",
  [PT_STYLE_SUBTITLE] = "dim-label", [PT_STYLE_DATELINE] = "caption",
  [PT_STYLE_LEAD] = "dim-label",     [PT_STYLE_OPENING] = NULL,
  [PT_STYLE_QUESTION] = "heading",   [PT_STYLE_SIGNPOST] = "heading",
  [PT_STYLE_SMALL] = "caption",      [PT_STYLE_SOURCE] = "caption",
  [PT_STYLE_COVER] = "caption",      [PT_STYLE_CODE] = "title-1",
};

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_words (GtkWidget *box, const PtBlock *block)
{
  static const char *const headings[] = { "title-1", "title-1", "title-2", "title-3", "heading" };
  g_autofree char *text = block->inlines != NULL ? pt_inlines_dup_text (block->inlines) : NULL;
  g_autofree char *who = block->attribution != NULL ? pt_inlines_dup_text (block->attribution)
                                                    : NULL;
  g_autofree char *dash = who != NULL ? g_strconcat ("— ", who, NULL) : NULL;
  const char *look = block->type == PT_BLOCK_HEADING ? headings[CLAMP (block->level, 1, 4)]
                                                     : classes[block->style];

  if (block->type == PT_BLOCK_FIGURE && block->alt != NULL)
    gtk_box_append (GTK_BOX (box), new_label (block->alt, "dim-label"));
  if (text != NULL && *text != '\0')
    gtk_box_append (GTK_BOX (box), new_label (text, look));
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    add_words (box, block->children->pdata[i]);
  if (dash != NULL)
    gtk_box_append (GTK_BOX (box), new_label (dash, "dim-label"));
}

static void
source_cb (GtkWidget *button, PtTextItem *item)
{
  PtNarrativeText *self = text_of (button);

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
  g_signal_emit (self, signals[OPEN_RECORD], 0, g_object_get_data (G_OBJECT (button), "record"));
}

/* What a paragraph rests on; a click goes there. */
static GtkWidget *
new_sources (PtNarrativeText *self, PtTextItem *item, const PtPassagePlace *place)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; place->sources[i] != NULL; i++)
    {
      PtRecord *record = pt_dataset_get (self->look->data, place->sources[i]);
      g_autofree char *title = record != NULL ? pt_dataset_dup_title (self->look->data, record)
                                              : NULL;
      GtkWidget *row;

      if (title == NULL)
        continue;
      row = gtk_button_new_with_label (title);
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (row))),
                               PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (row))), 36);
      gtk_widget_add_css_class (row, "flat");
      g_object_set_data_full (G_OBJECT (row), "record", g_strdup (place->sources[i]), g_free);
      g_signal_connect_object (row, "clicked", G_CALLBACK (source_cb), item, 0);
      gtk_box_append (GTK_BOX (list), row);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), list);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "mail-attachment-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, _ ("What It Rests On"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What It Rests On"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  return button;
}

static GtkWidget *
new_stale (PtTextItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = new_label (_ ("What this was made from has changed since."), NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (box, "pt-aside");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), new_button (_ ("Still Right"), NULL, G_CALLBACK (keep_cb), item));
  return box;
}

static void
add_place_buttons (PtNarrativeText *self, PtTextItem *item, GtkWidget *row, GtkWidget *words)
{
  const PtPassagePlace *place = self->look->places->pdata[item->place];
  PtRecord *passage = place->passage != NULL ? pt_dataset_get (self->look->data, place->passage)
                                             : NULL;

  if (passage != NULL && pt_passage_is_stale (self->look->data, passage))
    gtk_box_append (GTK_BOX (words), new_stale (item));
  if (place->sources[0] != NULL)
    gtk_box_append (GTK_BOX (row), new_sources (self, item, place));
  if (passage != NULL)
    gtk_box_append (GTK_BOX (row), new_button (_ ("Back to What the Logbook Says"),
                                               "edit-undo-symbolic", G_CALLBACK (back_cb), item));
  gtk_box_append (GTK_BOX (row), new_button (_ ("Rewrite"), "document-edit-symbolic",
                                             G_CALLBACK (rewrite_cb), item));
}

static GtkWidget *
new_row (PtNarrativeText *self, PtTextItem *item)
{
  const PtPassagePlace *place = item->place >= 0 ? self->look->places->pdata[item->place] : NULL;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const guint n = place != NULL ? place->len : 1;

  for (guint i = 0; i < n; i++)
    add_words (words, pt_document_nth (self->look->edition->document, item->block + i));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (row, item->section != NULL ? "pt-told-chapter" : "pt-told");
  gtk_box_append (GTK_BOX (row), words);
  if (place != NULL)
    add_place_buttons (self, item, row, words);
  else if (item->section != NULL)
    gtk_box_append (GTK_BOX (row), new_button (_ ("Add an Introduction"), "list-add-symbolic",
                                               G_CALLBACK (rewrite_cb), item));
  return row;
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LABEL (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

/* What a screen reader says when the focus is on it: how it begins. */
static void
name_row (GtkWidget *row)
{
  GtkWidget *holder = gtk_widget_get_parent (row);
  GtkWidget *label = find_label (row);

  if (holder != NULL && label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (holder), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    gtk_label_get_text (GTK_LABEL (label)), -1);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, PtNarrativeText *self)
{
  PtTextItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const gboolean writes = item->place >= 0 || item->section != NULL;
  GtkWidget *draft = writes ? find_draft (self, item) : NULL;

  if (draft == NULL || item->place < 0)
    gtk_box_append (GTK_BOX (box), new_row (self, item));
  if (draft != NULL)
    gtk_box_append (GTK_BOX (box), draft);
  gtk_widget_set_margin_top (box, 3);
  gtk_widget_set_margin_bottom (box, 3);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), TEXT_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, clamp);
  name_row (clamp);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, PtNarrativeText *self)
{
  gtk_list_item_set_child (list_item, NULL);
}

/* ── What is shown ── */

/* The section that begins with the heading at @i, where readers find words of it. */
static const char *
section_at (PtDocument *document, guint i)
{
  if (pt_document_nth (document, i)->level != 2)
    return NULL;
  for (guint next = i + 1; next < pt_document_length (document); next++)
    {
      const PtBlock *block = pt_document_nth (document, next);

      if (block->section != NULL)
        return strcmp (block->place != NULL ? block->place : "", "intro") == 0 ? NULL
                                                                               : block->section;
      if (block->type == PT_BLOCK_HEADING && block->level <= 2)
        return NULL;
    }
  return NULL;
}

void
pt_narrative_text_show (PtNarrativeText *self, const PtNarrativeLook *look)
{
  PtDocument *document = look->edition->document;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint next = 0;

  g_return_if_fail (PT_IS_NARRATIVE_TEXT (self));
  self->look = look;
  for (guint i = 0; i < pt_document_length (document);)
    {
      const PtPassagePlace *place = next < look->places->len ? look->places->pdata[next] : NULL;
      PtTextItem *item = g_object_new (PT_TYPE_TEXT_ITEM, NULL);

      item->block = i;
      item->place = place != NULL && place->first == i ? (int)next : -1;
      if (pt_document_nth (document, i)->type == PT_BLOCK_HEADING)
        item->section = g_strdup (section_at (document, i));
      i += item->place >= 0 ? place->len : 1;
      next += item->place >= 0;
      g_ptr_array_add (items, item);
    }
  follow_drafts (self, items);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
}

static void
pt_narrative_text_dispose (GObject *object)
{
  PtNarrativeText *self = PT_NARRATIVE_TEXT (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->items);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->looked, g_hash_table_unref);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_narrative_text_parent_class)->dispose (object);
}

static void
pt_narrative_text_class_init (PtNarrativeTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_narrative_text_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[SAVE] = g_signal_new ("save", PT_TYPE_NARRATIVE_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_NARRATIVE_TEXT, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pt_narrative_text_init (PtNarrativeText *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->looked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->items = g_list_store_new (PT_TYPE_TEXT_ITEM);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)))),
      factory);
  gtk_widget_add_css_class (list, "background");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
pt_narrative_text_new (PtLogbook *logbook)
{
  PtNarrativeText *self = g_object_new (PT_TYPE_NARRATIVE_TEXT, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}
