/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the table of a kind to groups of rows: heading, texts, core, "More", research. No kind has
 * code of its own here; the few exceptions are small tables. */
#include "pt-form-private.h"

#include <glib/gi18n-lib.h>

#include "pt-json.h"
#include "pt-link-row.h"

/* People beside the fields: links that belong to the first look at a kind. */
static const struct
{
  const char *kind, *link;
} link_rows[] = {
  { "entry", "present" },
  { "entry", "speaker" },
  { "attachment", "depicts" },
};

gboolean
pt_form_shows_link (const char *kind, const char *link)
{
  for (guint i = 0; i < G_N_ELEMENTS (link_rows); i++)
    if (strcmp (link_rows[i].kind, kind) == 0 && strcmp (link_rows[i].link, link) == 0)
      return TRUE;
  return FALSE;
}

typedef enum
{
  GROUP_NONE,
  GROUP_HEADING,
  GROUP_PROSE,
  GROUP_CORE,
  GROUP_MORE,
  GROUP_RESEARCH,
} Group;

static gboolean
is_hidden (const PtRecordKind *kind, const PtField *field)
{
  if ((field->flags & PT_FIELD_AUTOMATIC) != 0)
    return TRUE;
  /* The status stands in the head, with its next steps. */
  if (g_strcmp0 (field->id, kind->status_field) == 0)
    return TRUE;
  return strcmp (field->id, "status_why") == 0 && kind->status_field == NULL;
}

/* A kind that is for research as a whole has no first look without its research fields. */
static gboolean
is_research_kind (const PtRecordKind *kind)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].tier != PT_TIER_RESEARCH
        && (kind->fields[i].flags & PT_FIELD_AUTOMATIC) == 0)
      return FALSE;
  return TRUE;
}

static Group
group_of (const PtRecordKind *kind, const PtField *field, guint flags)
{
  PtTier tier = field->tier;

  if (is_hidden (kind, field))
    return GROUP_NONE;
  if (field->kind == PT_KIND_TEXT && g_strcmp0 (field->id, kind->title_field) == 0
      && !pt_record_kind_is_unnamed (kind))
    return GROUP_HEADING;
  if (tier == PT_TIER_RESEARCH && is_research_kind (kind))
    tier = PT_TIER_CORE;
  if (tier == PT_TIER_RESEARCH)
    return (flags & PT_FORM_RESEARCH) != 0 ? GROUP_RESEARCH : GROUP_NONE;
  if (tier == PT_TIER_MORE)
    return GROUP_MORE;
  return field->kind == PT_KIND_LONG ? GROUP_PROSE : GROUP_CORE;
}

static GtkWidget *
make_row (PtForm *self, const PtField *field, PtFieldRowLook look)
{
  GtkWidget *row = pt_field_row_new (self->logbook, self->kind, field, look);

  g_ptr_array_add (self->rows, row);
  return row;
}

/* ── Heading and texts: on the page itself ── */

/* A kind whose title is not a text of its own is called by what pt_record_dup_title() makes. */
static void
append_plain_heading (PtForm *self)
{
  GtkWidget *label = self->title = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "title-2");
  gtk_box_append (GTK_BOX (self), label);
}

static void
append_heading (PtForm *self, guint flags)
{
  const PtField *field = pt_record_kind_field (self->kind, self->kind->title_field);

  if (field != NULL && group_of (self->kind, field, flags) == GROUP_HEADING)
    gtk_box_append (GTK_BOX (self), make_row (self, field, PT_FIELD_ROW_HEADING));
  else
    append_plain_heading (self);
}

static guint
count_group (PtForm *self, Group group, guint flags)
{
  const PtField *field;
  guint n = 0;

  for (guint i = 0; (field = pt_record_kind_nth_field (self->kind, i)) != NULL; i++)
    n += group_of (self->kind, field, flags) == group;
  return n;
}

/* A text that is the thing itself needs no caption: a note is its body. */
static void
append_prose (PtForm *self, guint flags)
{
  const gboolean alone = count_group (self, GROUP_PROSE, flags) == 1;
  const PtField *field;

  for (guint i = 0; (field = pt_record_kind_nth_field (self->kind, i)) != NULL; i++)
    {
      const gboolean body = alone && (field->flags & PT_FIELD_REQUIRED) != 0;
      if (group_of (self->kind, field, flags) == GROUP_PROSE)
        gtk_box_append (GTK_BOX (self),
                        make_row (self, field, body ? PT_FIELD_ROW_BODY : PT_FIELD_ROW_PROSE));
    }
}

/* ── Groups of rows ── */

static void
append_links (PtForm *self, AdwPreferencesGroup *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (link_rows); i++)
    if (strcmp (link_rows[i].kind, self->kind->id) == 0)
      {
        GtkWidget *row = pt_link_row_new (self->logbook, link_rows[i].link);
        g_ptr_array_add (self->links, row);
        adw_preferences_group_add (group, row);
      }
}

static AdwPreferencesGroup *
make_group (PtForm *self, Group which, guint flags)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const PtField *field;

  for (guint i = 0; (field = pt_record_kind_nth_field (self->kind, i)) != NULL; i++)
    if (group_of (self->kind, field, flags) == which)
      adw_preferences_group_add (group, make_row (self, field, PT_FIELD_ROW_PLAIN));
  return group;
}

static void
append_core (PtForm *self, guint flags)
{
  AdwPreferencesGroup *group = make_group (self, GROUP_CORE, flags);

  append_links (self, group);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (group));
}

static gpointer
remember_more_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  char **setting = data;

  return pt_store_set_setting (store, setting[0], setting[1], error) ? GINT_TO_POINTER (TRUE)
                                                                     : NULL;
}

/* A failure is not told: the next time "More" is folded as before, and nothing of the logbook is lost. */
static void
remember_more_cb (AdwExpanderRow *more, GParamSpec *pspec, PtForm *self)
{
  g_autoptr (GStrvBuilder) setting = g_strv_builder_new ();
  g_autofree char *name = pt_form_dup_more_setting (self->kind->id);

  g_strv_builder_add_many (setting, name, adw_expander_row_get_expanded (more) ? "1" : "0", NULL);
  pt_logbook_run_async (self->logbook, remember_more_job, g_strv_builder_end (setting),
                        (GDestroyNotify)g_strfreev, NULL, NULL, NULL, NULL);
}

static void
append_more (PtForm *self, guint flags)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const PtField *field;

  if (count_group (self, GROUP_MORE, flags) == 0)
    return;
  self->more = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more), C_ ("fields", "More"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->more), (flags & PT_FORM_MORE) != 0);
  for (guint i = 0; (field = pt_record_kind_nth_field (self->kind, i)) != NULL; i++)
    if (group_of (self->kind, field, flags) == GROUP_MORE)
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self->more),
                                make_row (self, field, PT_FIELD_ROW_PLAIN));
  g_signal_connect_object (self->more, "notify::expanded", G_CALLBACK (remember_more_cb), self, 0);
  adw_preferences_group_add (group, self->more);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (group));
}

static void
append_research (PtForm *self, guint flags)
{
  AdwPreferencesGroup *group;

  if (count_group (self, GROUP_RESEARCH, flags) == 0)
    return;
  group = make_group (self, GROUP_RESEARCH, flags);
  adw_preferences_group_set_title (group, C_ ("fields", "For research"));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (group));
}

/* ── What a newer version wrote: shown as it is, kept as it is ── */

static gboolean
is_known (PtForm *self, const char *name)
{
  g_autofree char *field = g_strndup (name, strcspn (name, "/"));

  return self->kind != NULL && pt_record_kind_field (self->kind, field) != NULL;
}

static GtkWidget *
make_raw_row (const char *name, const PtValue *value)
{
  GtkWidget *row = adw_action_row_new ();
  JsonNode *node = pt_value_to_json (value);
  g_autofree char *text = value->type == PT_VALUE_TEXT ? g_strdup (value->text)
                                                       : pt_json_print (node);

  json_node_unref (node);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  return row;
}

static void
append_raw (PtForm *self)
{
  const PtState *state = pt_record_get_state (self->record);
  GtkWidget *group = adw_preferences_group_new ();
  guint n = 0;

  for (guint i = 0; i < pt_state_n_registers (state); i++)
    {
      const char *name = pt_state_nth_register (state, i);
      if (is_known (self, name))
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 make_raw_row (name, pt_state_shown (state, name)));
      n++;
    }
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   _ ("Written by a newer version of Proeftuin"));
  gtk_widget_set_visible (group, n > 0);
  gtk_box_append (GTK_BOX (self), group);
}

static void
clear (PtForm *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->links, 0);
  self->more = self->title = NULL;
}

/* Texts come first where the table has one first: a note is read, an experiment is looked up. */
static gboolean
reads_first (PtForm *self, guint flags)
{
  const PtField *field;

  for (guint i = 0; (field = pt_record_kind_nth_field (self->kind, i)) != NULL; i++)
    {
      const Group group = group_of (self->kind, field, flags);
      if (group == GROUP_PROSE || group == GROUP_CORE)
        return group == GROUP_PROSE;
    }
  return FALSE;
}

static void
append_groups (PtForm *self, guint flags)
{
  const gboolean first = reads_first (self, flags);

  if (first)
    append_prose (self, flags);
  append_core (self, flags);
  if (!first)
    append_prose (self, flags);
  append_more (self, flags);
  append_research (self, flags);
}

void
pt_form_build (PtForm *self, guint flags)
{
  clear (self);
  if (self->kind == NULL)
    append_plain_heading (self);
  else
    append_heading (self, flags);
  gtk_box_append (GTK_BOX (self), self->head);
  if (self->kind != NULL)
    append_groups (self, flags);
  append_raw (self);
}
