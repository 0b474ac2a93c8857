/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every choice is saved on the narrative at once and comes back with the next look, so that the window
 * never shows what is not so. */
#include "pt-narrative-choices.h"

#include "pt-catalog.h"
#include "pt-house-row.h"
#include "pt-story-audience.h"
#include "pt-story-gaps.h"
#include "pt-story.h"
#include "pt-time.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* More lines of a kind than these are only counted. */
#define SHOWN_MOST 40

struct _PtNarrativeChoices
{
  GtkWidget parent_instance;

  const PtNarrativeLook *look; /* borrowed; NULL = nothing yet */
  gboolean showing;            /* rows are being filled, nobody chose */
  GPtrArray *section_rows;     /* of sections */
  GPtrArray *name_rows;
  GPtrArray *gap_rows[PT_GAP_LAST];
  AdwExpanderRow *gaps[PT_GAP_LAST];

  GtkWidget *scroller;
  GtkEditable *title;
  AdwComboRow *audience;
  AdwComboRow *language;
  GtkEditable *from_on;
  GtkEditable *to_on;
  AdwComboRow *format;
  AdwActionRow *pages;
  AdwExpanderRow *house;
  GtkLabel *problem;
  AdwExpanderRow *sections;
  AdwPreferencesGroup *missing;
  GtkWidget *names_group;
  AdwExpanderRow *names;
  GtkWidget *tick_all;
};

enum
{
  SAVE,
  OPEN_RECORD,
  LOOK_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtNarrativeChoices, pt_narrative_choices, GTK_TYPE_WIDGET)

static const struct
{
  const char *lang;
  const char *label; /* in its own language, never translated */
} languages[] = {
  { "nl", "Nederlands" },
  { "en", "English" },
};

/* Takes @edit. */
static void
save (PtNarrativeChoices *self, PtEdit *edit)
{
  if (pt_edit_is_empty (edit))
    pt_edit_free (edit);
  else
    g_signal_emit (self, signals[SAVE], 0, edit);
}

static void
save_text (PtNarrativeChoices *self, const char *field, const char *text)
{
  PtEdit *edit;

  if (self->look == NULL || self->showing)
    return;
  edit = pt_edit_new_for (self->look->narrative);
  pt_edit_set_text (edit, field, text);
  save (self, edit);
}

static void
save_key (PtNarrativeChoices *self, const char *field, const char *key, gboolean in)
{
  PtEdit *edit;

  if (self->look == NULL || self->showing)
    return;
  edit = pt_edit_new_for (self->look->narrative);
  pt_edit_set_key (edit, field, key, in);
  save (self, edit);
}

/* ── For whom, when ── */

static void
on_title (PtNarrativeChoices *self)
{
  save_text (self, "title", gtk_editable_get_text (self->title));
}

static void
on_audience (PtNarrativeChoices *self)
{
  const PtVocabulary *audiences = pt_vocabulary_get ("narrative.audience");
  const guint selected = adw_combo_row_get_selected (self->audience);

  if (selected < audiences->n_terms)
    save_text (self, "audience", audiences->terms[selected].key);
}

static void
on_language (PtNarrativeChoices *self)
{
  const guint selected = adw_combo_row_get_selected (self->language);

  if (selected < G_N_ELEMENTS (languages))
    save_text (self, "lang", languages[selected].lang);
}

/* (transfer full) (nullable): the civil date in a row; @valid is FALSE for words that are none. */
static char *
dup_date (GtkEditable *row, gboolean *valid)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));
  g_autofree char *today = pt_world_today (pt_world_system ());
  g_autofree char *moment = *text ? pt_moment_parse (text, today) : NULL;

  *valid = *text == '\0' || moment != NULL;
  if (*valid)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  return moment ? g_strndup (moment, strlen ("YYYY-MM-DD")) : NULL;
}

static void
on_period (PtNarrativeChoices *self)
{
  gboolean from_valid, to_valid;
  g_autofree char *from = dup_date (self->from_on, &from_valid);
  g_autofree char *to = dup_date (self->to_on, &to_valid);
  const char *sentence = NULL;
  PtEdit *edit;

  if (!from_valid || !to_valid)
    sentence = _ ("This is not a date. Write for example 12 March 2026.");
  else if (from != NULL && to != NULL && strcmp (from, to) > 0)
    sentence = _ ("The period ends before it begins.");
  gtk_label_set_text (self->problem, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  if (sentence != NULL || self->look == NULL)
    return;
  edit = pt_edit_new_for (self->look->narrative);
  pt_edit_set_text (edit, "from_on", from);
  pt_edit_set_text (edit, "to_on", to);
  save (self, edit);
}

static void
show_date (GtkEditable *row, const PtRecord *narrative, const char *field)
{
  const char *date = pt_record_get_text (narrative, field);
  g_autofree char *text = date != NULL ? pt_date_format (date, pt_catalog_current ())
                                       : g_strdup ("");

  if (strcmp (gtk_editable_get_text (row), text) != 0)
    gtk_editable_set_text (row, text);
}

static void
show_first (PtNarrativeChoices *self)
{
  const PtVocabulary *audiences = pt_vocabulary_get ("narrative.audience");
  const char *title = pt_record_get_text (self->look->narrative, "title");
  const PtEdition *edition = self->look->edition;
  g_autofree char *pages = NULL;

  if (g_strcmp0 (gtk_editable_get_text (self->title), title) != 0)
    gtk_editable_set_text (self->title, title != NULL ? title : "");
  adw_combo_row_set_selected (self->audience,
                              (guint)pt_vocabulary_index (audiences, self->look->audience));
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].lang, self->look->lang))
      adw_combo_row_set_selected (self->language, i);
  show_date (self->from_on, self->look->narrative, "from_on");
  show_date (self->to_on, self->look->narrative, "to_on");
  if (edition->budget > 0)
    /* Translators: how many pages it takes, and for how many there is room. */
    pages = g_strdup_printf (_ ("%u, with room for %u"), edition->pages, edition->budget);
  else
    pages = g_strdup_printf ("%u", edition->pages);
  adw_action_row_set_subtitle (self->pages, pages);
}

/* ── Rows that come and go ── */

static void
remove_rows (AdwExpanderRow *from, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_remove (from, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static GtkWidget *
add_row (AdwExpanderRow *to, GPtrArray *rows, const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_add_row (to, row);
  g_ptr_array_add (rows, row);
  return row;
}

static void
section_cb (GtkSwitch *toggle, GParamSpec *pspec, PtNarrativeChoices *self)
{
  save_key (self, "sections_out", g_object_get_data (G_OBJECT (toggle), "section"),
            !gtk_switch_get_active (toggle));
}

static void
show_sections (PtNarrativeChoices *self)
{
  const PtAudience *audience = pt_audience_find (self->look->audience);

  remove_rows (self->sections, self->section_rows);
  for (const PtAudienceSection *s = audience->sections; s->section != NULL; s++)
    {
      const char *title = pt_narrative_section_title (s->section, pt_catalog_current ());
      GtkWidget *row = title != NULL ? add_row (self->sections, self->section_rows, title) : NULL;
      GtkWidget *toggle;

      if (row == NULL)
        continue;
      toggle = gtk_switch_new ();
      gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
      gtk_switch_set_active (GTK_SWITCH (toggle), !pt_record_has_key (self->look->narrative,
                                                                      "sections_out", s->section));
      g_object_set_data (G_OBJECT (toggle), "section", (gpointer)s->section);
      g_signal_connect_object (toggle, "notify::active", G_CALLBACK (section_cb), self, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
    }
}

static void
gap_cb (GtkWidget *row, PtNarrativeChoices *self)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, g_object_get_data (G_OBJECT (row), "record"));
}

static void
add_gap (PtNarrativeChoices *self, const PtGap *gap)
{
  GtkWidget *row = add_row (self->gaps[gap->type], self->gap_rows[gap->type], gap->what);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  g_object_set_data_full (G_OBJECT (row), "record", g_strdup (gap->record), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (gap_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static void
show_gaps (PtNarrativeChoices *self)
{
  guint counts[PT_GAP_LAST] = { 0 };

  for (guint t = 0; t < PT_GAP_LAST; t++)
    remove_rows (self->gaps[t], self->gap_rows[t]);
  for (guint i = 0; i < self->look->gaps->len; i++)
    {
      const PtGap *gap = self->look->gaps->pdata[i];

      if (gap->type == PT_GAP_NAME) /* they have a list of their own */
        continue;
      if (counts[gap->type]++ < SHOWN_MOST)
        add_gap (self, gap);
    }
  for (guint t = 0; t < PT_GAP_LAST; t++)
    {
      g_autofree char *count = g_strdup_printf ("%u", counts[t]);

      adw_expander_row_set_subtitle (self->gaps[t], count);
      gtk_widget_set_visible (GTK_WIDGET (self->gaps[t]), counts[t] > 0);
    }
}

/* ── Names ── */

static void
name_cb (GtkCheckButton *check, PtNarrativeChoices *self)
{
  save_key (self, "names_ticked", g_object_get_data (G_OBJECT (check), "stakeholder"),
            gtk_check_button_get_active (check));
}

static void
add_name (PtNarrativeChoices *self, const PtNameUse *use)
{
  GtkWidget *row = add_row (self->names, self->name_rows, use->name);
  GtkWidget *check = gtk_check_button_new ();

  if (use->person)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                 use->pseudonym ? _ ("Not the real name") : _ ("A person"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), use->ticked);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "stakeholder", g_strdup (use->stakeholder), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (name_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
}

static void
show_names (PtNarrativeChoices *self)
{
  GPtrArray *names = self->look->edition->names;
  guint ticked = 0;

  remove_rows (self->names, self->name_rows);
  for (guint i = 0; i < names->len; i++)
    {
      add_name (self, names->pdata[i]);
      ticked += ((PtNameUse *)names->pdata[i])->ticked;
    }
  /* Translators: how many names were ticked, and how many there are. */
  g_autofree char *count = g_strdup_printf (_ ("%u of %u ticked"), ticked, names->len);

  adw_expander_row_set_subtitle (self->names, count);
  gtk_widget_set_visible (self->names_group, names->len > 0);
  gtk_widget_set_sensitive (self->tick_all, ticked < names->len);
}

static void
on_tick_all (PtNarrativeChoices *self)
{
  GPtrArray *names = self->look != NULL ? self->look->edition->names : NULL;
  PtEdit *edit = names != NULL ? pt_edit_new_for (self->look->narrative) : NULL;

  if (edit == NULL)
    return;
  for (guint i = 0; i < names->len; i++)
    pt_edit_set_key (edit, "names_ticked", ((PtNameUse *)names->pdata[i])->stakeholder, true);
  save (self, edit);
}

/* ── Type ── */

void
pt_narrative_choices_show (PtNarrativeChoices *self, const PtNarrativeLook *look)
{
  g_return_if_fail (PT_IS_NARRATIVE_CHOICES (self));
  self->look = look;
  self->showing = TRUE;
  show_first (self);
  show_sections (self);
  show_gaps (self);
  show_names (self);
  self->showing = FALSE;
}

const char *
pt_narrative_choices_get_format (PtNarrativeChoices *self)
{
  return pt_story_format_nth (adw_combo_row_get_selected (self->format))->id;
}

void
pt_narrative_choices_show_names (PtNarrativeChoices *self)
{
  adw_expander_row_set_expanded (self->names, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->names), GTK_DIR_TAB_FORWARD);
}

static void
pt_narrative_choices_dispose (GObject *object)
{
  PtNarrativeChoices *self = PT_NARRATIVE_CHOICES (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_NARRATIVE_CHOICES);
  g_clear_pointer (&self->section_rows, g_ptr_array_unref);
  g_clear_pointer (&self->name_rows, g_ptr_array_unref);
  for (guint t = 0; t < PT_GAP_LAST; t++)
    g_clear_pointer (&self->gap_rows[t], g_ptr_array_unref);
  G_OBJECT_CLASS (pt_narrative_choices_parent_class)->dispose (object);
}

static void
pt_narrative_choices_class_init (PtNarrativeChoicesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_narrative_choices_dispose;
  signals[SAVE] = g_signal_new ("save", PT_TYPE_NARRATIVE_CHOICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_NARRATIVE_CHOICES, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LOOK_CHANGED] = g_signal_new ("look-changed", PT_TYPE_NARRATIVE_CHOICES,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/nl/proeftuin/Proeftuin/app/pt-narrative-choices.ui");
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, scroller);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, title);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, audience);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, language);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, from_on);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, to_on);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, format);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, pages);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, house);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, problem);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, sections);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, missing);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, names_group);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, names);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeChoices, tick_all);
  gtk_widget_class_bind_template_callback (widget_class, on_title);
  gtk_widget_class_bind_template_callback (widget_class, on_audience);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
  gtk_widget_class_bind_template_callback (widget_class, on_period);
  gtk_widget_class_bind_template_callback (widget_class, on_tick_all);
}

static void
fill_combos (PtNarrativeChoices *self)
{
  const PtVocabulary *audiences = pt_vocabulary_get ("narrative.audience");
  g_autoptr (GtkStringList) readers = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) tongues = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) forms = gtk_string_list_new (NULL);

  for (guint i = 0; i < audiences->n_terms; i++)
    gtk_string_list_append (readers, pt_term_label (audiences, audiences->terms[i].key));
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    gtk_string_list_append (tongues, languages[i].label);
  for (guint i = 0; pt_story_format_nth (i); i++)
    gtk_string_list_append (forms, _ (pt_story_format_nth (i)->label));
  adw_combo_row_set_model (self->audience, G_LIST_MODEL (readers));
  adw_combo_row_set_model (self->language, G_LIST_MODEL (tongues));
  adw_combo_row_set_model (self->format, G_LIST_MODEL (forms));
}

static void
pt_narrative_choices_init (PtNarrativeChoices *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_combos (self);
  self->section_rows = g_ptr_array_new ();
  self->name_rows = g_ptr_array_new ();
  for (guint t = 0; t < PT_GAP_LAST; t++)
    {
      self->gaps[t] = ADW_EXPANDER_ROW (adw_expander_row_new ());
      self->gap_rows[t] = g_ptr_array_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->gaps[t]), pt_gap_label (t));
      gtk_widget_set_visible (GTK_WIDGET (self->gaps[t]), FALSE);
      adw_preferences_group_add (self->missing, GTK_WIDGET (self->gaps[t]));
    }
}

static void
house_changed_cb (PtNarrativeChoices *self)
{
  g_signal_emit (self, signals[LOOK_CHANGED], 0);
}

GtkWidget *
pt_narrative_choices_new (PtLogbook *logbook)
{
  PtNarrativeChoices *self = g_object_new (PT_TYPE_NARRATIVE_CHOICES, NULL);
  GtkWidget *row;

  for (guint i = 0; (row = pt_house_row_nth (i, logbook)) != NULL; i++)
    {
      g_signal_connect_object (row, "changed", G_CALLBACK (house_changed_cb), self,
                               G_CONNECT_SWAPPED);
      adw_expander_row_add_row (self->house, row);
    }
  return GTK_WIDGET (self);
}
