/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Showing and loading. The record is read with its neighbours; news from elsewhere lead to reading it
 * again, of which each part takes what is new to it. A draft is not read, but for how its form looks. */
#include "pt-detail-private.h"

#include <glib/gi18n-lib.h>

#include "pt-detail-head.h"
#include "pt-detail-identity.h"

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PtDetail, pt_detail, ADW_TYPE_BIN)

/* ── Showing ── */

static void
set_title (PtDetail *self, const char *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static PtRecord *
owner_of (const PtDetailData *data)
{
  const PtRecordKind *kind = pt_record_get_kind (data->record);
  const char *owner = NULL;

  if (kind != NULL && (kind->flags & PT_RECORD_AUXILIARY) != 0 && kind->owner_field != NULL)
    owner = pt_record_get_text (data->record, kind->owner_field);
  return owner != NULL ? pt_dataset_get (data->around, owner) : NULL;
}

/* What has no place of its own in the window says where it belongs, and leads back there. */
static void
show_crumb (PtDetail *self, const PtDetailData *data)
{
  PtRecord *owner = owner_of (data);
  g_autofree char *title = owner != NULL ? pt_record_dup_title (owner) : NULL;

  gtk_widget_set_visible (self->crumb, owner != NULL);
  if (owner == NULL)
    return;
  gtk_label_set_label (self->crumb_label, title);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->crumb), "s", pt_record_get_id (owner));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->crumb), "detail.open");
}

static gboolean
scroll_up_cb (gpointer data)
{
  PtDetail *self = data;

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->page), 0);
  return G_SOURCE_REMOVE;
}

/* What a closed logbook says is read as clearly as before, and not gone into. */
static void
allow_changes (PtDetail *self)
{
  const gboolean open = !pt_store_is_closed (pt_logbook_get_reader (self->logbook));

  gtk_widget_set_can_target (GTK_WIDGET (self->form_place), open);
  gtk_widget_set_can_focus (GTK_WIDGET (self->form_place), open);
}

static void
show_data (PtDetail *self, PtDetailData *data)
{
  g_autofree char *title = pt_dataset_dup_title (data->around, data->record);

  g_clear_pointer (&self->data, pt_detail_data_free);
  self->data = data;
  show_crumb (self, data);
  allow_changes (self);
  pt_form_show (PT_FORM (self->form), data->record, data->around, data->form_flags);
  pt_detail_head_show (PT_DETAIL_HEAD (self->head), data);
  pt_detail_show_sections (self, data);
  pt_detail_update_acts (self);
  gtk_stack_set_visible_child_name (self->stack, "record");
  set_title (self, title);
  if (self->scroll_up)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, scroll_up_cb, g_object_ref (self), g_object_unref);
  self->scroll_up = FALSE;
  if (self->open_field != NULL)
    pt_form_open_field (PT_FORM (self->form), self->open_field);
  g_clear_pointer (&self->open_field, g_free);
}

static void
show_problem (PtDetail *self, const char *sentence)
{
  adw_status_page_set_description (self->problem, sentence);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  set_title (self, "");
}

/* ── Loading ── */

static void
fail (gpointer detail, const GError *error)
{
  show_problem (detail, error->message);
}

static gpointer
freeze_record (gpointer detail)
{
  PtDetail *self = detail;
  return self->is_draft ? NULL : g_strdup (self->id);
}

static void
take_record (gpointer detail, gpointer data)
{
  show_data (detail, data);
}

/* A link or a comment that is new is no neighbour yet: every change leads to a look. */
static const PtReading record_reading = { .job = pt_detail_load_job,
                                          .freeze = freeze_record,
                                          .free_frozen = g_free,
                                          .free_result = (GDestroyNotify)pt_detail_data_free,
                                          .take = take_record,
                                          .fail = fail };

/* ── Drafts ── */

static const char *
first_field (const PtRecordKind *kind)
{
  const PtField *title = pt_record_kind_field (kind, kind->title_field);

  if (title != NULL && title->kind == PT_KIND_TEXT && (title->flags & PT_FIELD_REQUIRED) != 0)
    return title->id;
  return kind->fields[0].id;
}

static void
show_draft (PtDetail *self, PtEdit *draft, guint flags)
{
  const PtRecordKind *kind = pt_record_kind_find (draft->kind);

  pt_form_show_draft (PT_FORM (self->form), draft, flags);
  pt_detail_head_show_draft (PT_DETAIL_HEAD (self->head), kind);
  gtk_widget_set_visible (self->crumb, FALSE);
  gtk_widget_set_visible (self->preview, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->sections), FALSE);
  pt_detail_update_acts (self);
  gtk_stack_set_visible_child_name (self->stack, "record");
  set_title (self, pt_record_kind_label (kind));
  pt_form_open_field (PT_FORM (self->form), first_field (kind));
}

static gpointer
freeze_flags (gpointer detail)
{
  PtDetail *self = detail;
  return self->draft != NULL ? g_strdup (self->draft->kind) : NULL;
}

static void
take_flags (gpointer detail, gpointer data)
{
  PtDetail *self = detail;
  g_autoptr (PtDetailData) flags = data;

  show_draft (self, g_steal_pointer (&self->draft), flags->form_flags);
}

static const PtReading flags_reading = { .job = pt_detail_load_flags_job,
                                         .freeze = freeze_flags,
                                         .free_frozen = g_free,
                                         .free_result = (GDestroyNotify)pt_detail_data_free,
                                         .take = take_flags,
                                         .fail = fail,
                                         .asked = TRUE };

static void
start_draft (PtDetail *self, PtEdit *draft)
{
  pt_detail_show (self, NULL);
  self->draft = draft;
  self->id = g_strdup (draft->id);
  self->is_draft = TRUE;
  pt_reader_again (self->flags_reader);
}

/* ── Public ── */

void
pt_detail_show (PtDetail *self, const char *record_id)
{
  g_return_if_fail (PT_IS_DETAIL (self));

  if (record_id != NULL && g_strcmp0 (self->id, record_id) == 0)
    return;
  pt_detail_flush (self);
  pt_reader_drop (self->flags_reader);
  g_clear_pointer (&self->draft, pt_edit_free);
  g_clear_pointer (&self->open_field, g_free);
  g_clear_pointer (&self->data, pt_detail_data_free);
  g_free (self->id);
  self->id = g_strdup (record_id);
  self->is_draft = FALSE;
  self->scroll_up = TRUE;
  pt_reader_again (self->reader);
  if (record_id == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      set_title (self, "");
    }
}

void
pt_detail_show_field (PtDetail *self, const char *record_id, const char *field)
{
  g_return_if_fail (PT_IS_DETAIL (self));

  const gboolean there = g_strcmp0 (self->id, record_id) == 0 && self->data != NULL;
  pt_detail_show (self, record_id);
  if (there)
    pt_form_open_field (PT_FORM (self->form), field);
  else
    {
      g_free (self->open_field);
      self->open_field = g_strdup (field);
    }
}

void
pt_detail_show_new (PtDetail *self, const char *kind)
{
  g_return_if_fail (PT_IS_DETAIL (self));

  start_draft (
      self, pt_edit_new (pt_store_get_world (pt_logbook_get_reader (self->logbook)), kind, NULL));
}

void
pt_detail_show_new_child (PtDetail *self, const char *kind, const char *field, const char *owner)
{
  PtEdit *draft;

  g_return_if_fail (PT_IS_DETAIL (self));

  draft = pt_edit_new (pt_store_get_world (pt_logbook_get_reader (self->logbook)), kind, NULL);
  pt_edit_set_text (draft, field, owner);
  start_draft (self, draft);
}

void
pt_detail_flush (PtDetail *self)
{
  g_return_if_fail (PT_IS_DETAIL (self));

  pt_form_flush (PT_FORM (self->form));
  pt_detail_identity_flush (PT_DETAIL_IDENTITY (self->identity));
}

const char *
pt_detail_get_title (PtDetail *self)
{
  g_return_val_if_fail (PT_IS_DETAIL (self), NULL);
  return self->title;
}

const char *
pt_detail_get_id (PtDetail *self)
{
  g_return_val_if_fail (PT_IS_DETAIL (self), NULL);
  return self->id;
}

void
pt_detail_emit_open_record (PtDetail *self, const char *id)
{
  if (g_signal_has_handler_pending (self, signals[OPEN_RECORD], 0, FALSE))
    g_signal_emit (self, signals[OPEN_RECORD], 0, id);
  else
    pt_detail_show (self, id);
}

/* ── Type ── */

static void
pt_detail_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, PT_DETAIL (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* A toast is no part of the page: its undo is found at the window. */
static void
pt_detail_root (GtkWidget *widget)
{
  PtDetail *self = PT_DETAIL (widget);

  GTK_WIDGET_CLASS (pt_detail_parent_class)->root (widget);
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "record",
                                  G_ACTION_GROUP (self->record_actions));
}

static void
pt_detail_unroot (GtkWidget *widget)
{
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "record", NULL);
  GTK_WIDGET_CLASS (pt_detail_parent_class)->unroot (widget);
}

static void
pt_detail_dispose (GObject *object)
{
  PtDetail *self = PT_DETAIL (object);

  g_clear_pointer (&self->reader, pt_reader_free);
  g_clear_pointer (&self->flags_reader, pt_reader_free);
  /* Else the bin would let go of a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_DETAIL);
  G_OBJECT_CLASS (pt_detail_parent_class)->dispose (object);
}

static void
pt_detail_finalize (GObject *object)
{
  PtDetail *self = PT_DETAIL (object);

  g_clear_pointer (&self->data, pt_detail_data_free);
  g_clear_pointer (&self->draft, pt_edit_free);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->title);
  g_free (self->open_field);
  g_clear_object (&self->record_actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_detail_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, PtDetail, stack);
  gtk_widget_class_bind_template_child (widget_class, PtDetail, problem);
  gtk_widget_class_bind_template_child (widget_class, PtDetail, page);
  gtk_widget_class_bind_template_child (widget_class, PtDetail, column);
  gtk_widget_class_bind_template_child (widget_class, PtDetail, crumb);
  gtk_widget_class_bind_template_child (widget_class, PtDetail, crumb_label);
  gtk_widget_class_bind_template_child (widget_class, PtDetail, form_place);
  gtk_widget_class_bind_template_child (widget_class, PtDetail, sections);
}

static void
pt_detail_class_init (PtDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pt_detail_get_property;
  object_class->dispose = pt_detail_dispose;
  object_class->finalize = pt_detail_finalize;
  widget_class->root = pt_detail_root;
  widget_class->unroot = pt_detail_unroot;
  properties[PROP_TITLE] = g_param_spec_string (
      "title", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPEN_RECORD] = g_signal_new ("open-record", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  bind_children (widget_class);
  pt_detail_class_install_acts (widget_class);
}

static void
pt_detail_init (PtDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->title = g_strdup ("");
  pt_detail_install_acts (self);
}

static void
saved_cb (PtDetail *self, PtRecord *record)
{
  g_autofree char *title = pt_store_dup_title (pt_logbook_get_reader (self->logbook), record);

  if (g_strcmp0 (self->id, pt_record_get_id (record)) != 0)
    return;
  set_title (self, title);
  self->is_draft = FALSE;
  if (self->reader == NULL) /* the page is gone */
    return;
  /* What was read before this save is older than what the rows show. */
  pt_reader_drop (self->reader);
  pt_reader_soon (self->reader);
}

GtkWidget *
pt_detail_new (PtLogbook *logbook)
{
  PtDetail *self = g_object_new (PT_TYPE_DETAIL, NULL);

  self->logbook = g_object_ref (logbook);
  self->form = pt_form_new (logbook);
  self->head = pt_detail_head_new ();
  gtk_box_append (GTK_BOX (pt_form_get_head (PT_FORM (self->form))), self->head);
  gtk_box_append (self->form_place, self->form);
  g_signal_connect_object (self->head, "chosen", G_CALLBACK (pt_detail_change_status), self,
                           G_CONNECT_SWAPPED);
  /* The last save may be answered when the page is gone. */
  g_signal_connect_object (self->form, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "stays-shared", G_CALLBACK (pt_detail_offer_copy), self,
                           G_CONNECT_SWAPPED);
  self->reader = pt_reader_new (self, logbook, &record_reading);
  self->flags_reader = pt_reader_new (self, logbook, &flags_reading);
  pt_detail_make_sections (self);
  return GTK_WIDGET (self);
}
