/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-agenda-row.h. */
#include "pt-agenda-row.h"

#include "pt-markdown-view.h"
#include "pt-mention.h"
#include "pt-question-act.h"

#include <glib/gi18n-lib.h>

#define DAYS_A_MONTH 30
#define DAYS_A_YEAR 365
#define MONTHS_FROM_DAYS 60               /* below it, ages are said in days */
#define YEARS_FROM_DAYS (2 * DAYS_A_YEAR) /* and below this in months */

struct _PtAgendaRow
{
  GtkListBoxRow parent_instance;

  PtRecord *question;
};

G_DEFINE_FINAL_TYPE (PtAgendaRow, pt_agenda_row, GTK_TYPE_LIST_BOX_ROW)

/* ── Words ── */

static char *
dup_age (const PtAgendaItem *item)
{
  const guint days = (guint)item->days;
  const guint months = days / DAYS_A_MONTH, years = days / DAYS_A_YEAR;

  if (days < MONTHS_FROM_DAYS)
    return g_strdup_printf (item->is_open
                                ? ngettext ("open for %u day", "open for %u days", days)
                                : ngettext ("was open for %u day", "was open for %u days", days),
                            days);
  if (days >= YEARS_FROM_DAYS)
    return g_strdup_printf (item->is_open
                                ? ngettext ("open for %u year", "open for %u years", years)
                                : ngettext ("was open for %u year", "was open for %u years", years),
                            years);
  return g_strdup_printf (
      item->is_open ? ngettext ("open for %u month", "open for %u months", months)
                    : ngettext ("was open for %u month", "was open for %u months", months),
      months);
}

static const char *
status_label (PtRecord *question)
{
  return pt_term_label (pt_vocabulary_get ("question.status"),
                        pt_record_get_text (question, "status"));
}

static char *
dup_line (const PtAgendaItem *item)
{
  g_autofree char *age = dup_age (item);
  const guint n = item->learnings->len;
  g_autofree char *learned = n > 0 ? g_strdup_printf (
                                 ngettext ("%u learning moment", "%u learning moments", n), n)
                                   : NULL;
  const char *passed_to = pt_record_get_text (item->question, "passed_to");
  g_autofree char *line = g_strjoin (" · ", status_label (item->question), age, learned, NULL);

  return passed_to != NULL ? g_strjoin (" · ", line, passed_to, NULL) : g_steal_pointer (&line);
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* ── Parts ── */

static GtkWidget *
make_letter (PtRecord *question)
{
  g_autofree char *letter = pt_letter_from_no (pt_record_get_no (question));
  GtkWidget *label = gtk_label_new (letter);

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "pt-letter");
  return label;
}

static GtkWidget *
make_badge (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = make_label (_ ("Older than 90 days"), "caption");

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pt-clock-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_tooltip_text (box, _ ("Ask about it at the next review"));
  gtk_widget_add_css_class (box, "pt-age");
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  return box;
}

static GtkWidget *
make_answer (PtRecord *question, PtDataset *data)
{
  GtkWidget *answer = pt_markdown_view_new ();

  pt_markdown_view_set_editable (PT_MARKDOWN_VIEW (answer), FALSE);
  pt_markdown_view_set_text (PT_MARKDOWN_VIEW (answer), pt_record_get_text (question, "answer"),
                             data);
  gtk_widget_add_css_class (answer, "pt-quote");
  return answer;
}

static GtkWidget *
make_versions (GPtrArray *earlier)
{
  const guint n = earlier->len;
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u earlier version", "%u earlier versions", n), n);
  GtkWidget *expander = gtk_expander_new (title);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *letter = pt_letter_from_no (pt_record_get_no (earlier->pdata[i]));
      g_autofree char *text = pt_record_dup_title (earlier->pdata[i]);
      g_autofree char *line = g_strjoin (" · ", letter, text, NULL);
      gtk_box_append (GTK_BOX (box), make_label (line, "dim-label"));
    }
  gtk_widget_set_margin_start (box, 18);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_widget_add_css_class (expander, "caption");
  return expander;
}

static GtkWidget *
make_menu (PtRecord *question)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  const char *id = pt_record_get_id (question);

  if (g_strcmp0 (pt_record_get_text (question, "status"), "open") == 0)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ ("Look Into It"), NULL);
      g_menu_item_set_action_and_target (item, "agenda.explore", "s", id);
      g_menu_append_item (menu, item);
    }
  for (guint i = 0; i < pt_n_question_acts; i++)
    if (pt_question_act_fits (&pt_question_acts[i], question))
      {
        g_autofree char *action = g_strconcat ("agenda.", pt_question_acts[i].id, NULL);
        g_autoptr (GMenuItem) item = g_menu_item_new (_ (pt_question_acts[i].label), NULL);
        g_menu_item_set_action_and_target (item, action, "s", id);
        g_menu_append_item (menu, item);
      }
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("What to Do With This Question"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What to Do With This Question"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
make_column (const PtAgendaItem *item, PtDataset *data, const char *line)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *text = pt_record_dup_title (item->question);
  GtkWidget *dim = make_label (line, "caption");

  gtk_widget_add_css_class (dim, "dim-label");
  gtk_box_append (GTK_BOX (column), make_label (text, NULL));
  gtk_box_append (GTK_BOX (column), dim);
  if (item->is_old)
    gtk_box_append (GTK_BOX (column), make_badge ());
  if (pt_record_get_value (item->question, "answer") != NULL)
    gtk_box_append (GTK_BOX (column), make_answer (item->question, data));
  if (item->earlier->len > 0)
    gtk_box_append (GTK_BOX (column), make_versions (item->earlier));
  gtk_widget_set_hexpand (column, TRUE);
  return column;
}

static void
pt_agenda_row_finalize (GObject *object)
{
  g_clear_pointer (&PT_AGENDA_ROW (object)->question, pt_record_unref);
  G_OBJECT_CLASS (pt_agenda_row_parent_class)->finalize (object);
}

static void
pt_agenda_row_class_init (PtAgendaRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_agenda_row_finalize;
}

static void
pt_agenda_row_init (PtAgendaRow *self)
{
}

GtkWidget *
pt_agenda_row_new (const PtAgendaItem *item, PtDataset *data)
{
  PtAgendaRow *self = g_object_new (PT_TYPE_AGENDA_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *line = dup_line (item);
  g_autofree char *letter = pt_letter_from_no (pt_record_get_no (item->question));
  g_autofree char *text = pt_record_dup_title (item->question);
  g_autofree char *spoken = g_strjoin (", ", letter, text, line, NULL);

  self->question = pt_record_ref (item->question);
  gtk_box_append (GTK_BOX (box), make_letter (item->question));
  gtk_box_append (GTK_BOX (box), make_column (item, data, line));
  gtk_box_append (GTK_BOX (box), make_menu (item->question));
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-agenda-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

PtRecord *
pt_agenda_row_get_question (PtAgendaRow *self)
{
  g_return_val_if_fail (PT_IS_AGENDA_ROW (self), NULL);
  return self->question;
}
