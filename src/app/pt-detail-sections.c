/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hangs on a record: made once, shown for each. The lists of records that belong to it differ
 * per kind and are made anew when the kind is another one. */
#include "pt-detail-private.h"

#include "pt-action-section.h"
#include "pt-attachment-preview.h"
#include "pt-attachment-section.h"
#include "pt-comment-section.h"
#include "pt-consent-section.h"
#include "pt-detail-children.h"
#include "pt-detail-identity.h"
#include "pt-history-section.h"
#include "pt-link-section.h"
#include "pt-twin-section.h"

void
pt_detail_make_sections (PtDetail *self)
{
  self->children = g_ptr_array_new ();
  self->preview = pt_attachment_preview_new (self->logbook);
  self->identity = pt_detail_identity_new (self->logbook);
  self->consent = pt_consent_section_new (self->logbook);
  self->twins = pt_twin_section_new (self->logbook);
  self->children_place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  self->actions = pt_action_section_new (self->logbook);
  self->links = pt_link_section_new (self->logbook);
  self->attachments = pt_attachment_section_new (self->logbook);
  self->comments = pt_comment_section_new (self->logbook);
  self->history = pt_history_section_new (self->logbook);
  /* The file is what an attachment is about: it stands under the title. */
  gtk_box_append (GTK_BOX (pt_form_get_head (PT_FORM (self->form))), self->preview);
  gtk_box_append (self->sections, self->twins);
  gtk_box_append (self->sections, self->consent);
  gtk_box_append (self->sections, self->identity);
  gtk_box_append (self->sections, self->attachments);
  gtk_box_append (self->sections, self->actions);
  gtk_box_append (self->sections, self->children_place);
  gtk_box_append (self->sections, self->links);
  gtk_box_append (self->sections, self->comments);
  gtk_box_append (self->sections, self->history);
}

static void
make_children (PtDetail *self, const PtRecordKind *kind)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->children_place)) != NULL)
    gtk_box_remove (GTK_BOX (self->children_place), child);
  g_ptr_array_set_size (self->children, 0);
  for (guint i = 0; i < pt_n_child_lists; i++)
    {
      if (!pt_child_list_applies (&pt_child_lists[i], kind))
        continue;
      child = pt_detail_children_new (&pt_child_lists[i]);
      gtk_box_append (GTK_BOX (self->children_place), child);
      g_ptr_array_add (self->children, child);
    }
  self->children_of = kind;
}

static void
show_children (PtDetail *self, const PtDetailData *data)
{
  gboolean any = FALSE;

  if (self->children_of != pt_record_get_kind (data->record))
    make_children (self, pt_record_get_kind (data->record));
  for (guint i = 0; i < self->children->len; i++)
    {
      PtDetailChildren *child = g_ptr_array_index (self->children, i);
      pt_detail_children_show (child, data->record, data->around);
      any = any || gtk_widget_get_visible (GTK_WIDGET (child));
    }
  gtk_widget_set_visible (self->children_place, any);
}

/* What itself hangs on a record has no links, files and comments of its own. */
static gboolean
has_hangings (const PtDetailData *data)
{
  const PtRecordKind *kind = pt_record_get_kind (data->record);

  return kind == NULL || (kind->flags & PT_RECORD_AUXILIARY) == 0;
}

/* An action is not about another one. */
static gboolean
has_actions (const PtDetailData *data)
{
  return has_hangings (data) && strcmp (pt_record_get_kind_id (data->record), "action") != 0;
}

void
pt_detail_show_sections (PtDetail *self, const PtDetailData *data)
{
  const gboolean hangings = has_hangings (data);

  gtk_widget_set_visible (GTK_WIDGET (self->sections), TRUE);
  gtk_widget_set_visible (self->actions, has_actions (data));
  gtk_widget_set_visible (self->links, hangings);
  gtk_widget_set_visible (self->attachments, hangings);
  gtk_widget_set_visible (self->comments, hangings);
  pt_attachment_preview_show (PT_ATTACHMENT_PREVIEW (self->preview), data);
  pt_twin_section_show (PT_TWIN_SECTION (self->twins), data);
  pt_detail_identity_show (PT_DETAIL_IDENTITY (self->identity), data);
  pt_consent_section_show (PT_CONSENT_SECTION (self->consent), data);
  pt_action_section_show (PT_ACTION_SECTION (self->actions), data);
  show_children (self, data);
  pt_link_section_show (PT_LINK_SECTION (self->links), data->record, data->around);
  pt_attachment_section_show (PT_ATTACHMENT_SECTION (self->attachments), data);
  pt_comment_section_show (PT_COMMENT_SECTION (self->comments), data->record, data->around);
  pt_history_section_show (PT_HISTORY_SECTION (self->history), data->record, data->around);
}
