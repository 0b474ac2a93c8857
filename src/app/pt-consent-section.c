/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row per person; see the header. */
#include "pt-consent-section.h"

#include "pt-consent-words.h"
#include "pt-detail-errand.h"
#include "pt-show-names.h"
#include "pt-spoken-name.h"
#include "pt-withdraw-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PtConsentSection
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  GtkWidget *group;
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (PtConsentSection, pt_consent_section, ADW_TYPE_BIN)

/* ── Recording an act ── */

static void
record_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtConsentSection *self = PT_CONSENT_SECTION (widget);
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  const PtErrandToast toast = { .text = _ ("Consent recorded"),
                                .button = _ ("Undo"),
                                .action = "win.undo" };
  const char *person, *act;
  g_variant_get (parameter, "(&s&s)", &person, &act);
  if (g_str_equal (act, "withdrawn"))
    {
      pt_withdraw_dialog_show (widget, self->logbook, person);
      return;
    }
  PtEdit *edit = pt_consent_act_make (act, pt_store_get_world (reader), person,
                                      pt_store_get_member (reader));
  if (edit)
    pt_detail_errand_save (widget, self->logbook, edit, &toast);
}

static GMenuModel *
make_menu (const char *person)
{
  GMenu *menu = g_menu_new ();
  for (guint i = 0; i < pt_n_consent_acts; i++)
    {
      g_autoptr (GMenuItem)
          item = g_menu_item_new (pt_consent_act_label (&pt_consent_acts[i]), NULL);
      g_menu_item_set_action_and_target (item, "consent.record", "(ss)", person,
                                         pt_consent_acts[i].id);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_button (const char *person, const char *title)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenuModel) menu = make_menu (person);
  /* Translators: the placeholder is a person. */
  g_autofree char *spoken = g_strdup_printf (_ ("Record consent of %s"), title);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Record…"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, spoken);
  pt_spoken_name_set (button, spoken);
  return button;
}

/* ── Showing ── */

static void
add_person (PtConsentSection *self, const PtDetailData *data, const char *person)
{
  const char *id = pt_record_get_id (data->record);
  g_autofree char *today = pt_world_today (pt_logbook_get_world (self->logbook));
  g_autofree char *pseudonym = pt_record_dup_title (pt_dataset_get (data->around, person));
  g_autofree char *title = pt_show_names_dup (NULL, person, pseudonym);
  g_autofree char *words = pt_consent_words_dup (data->around, person,
                                                 g_str_equal (id, person) ? NULL : id, today);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "pt-consent-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (person, title));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  g_ptr_array_add (self->rows, row);
}

void
pt_consent_section_show (PtConsentSection *self, const PtDetailData *data)
{
  g_return_if_fail (PT_IS_CONSENT_SECTION (self));
  g_autoptr (GPtrArray) people = pt_consent_people (data->around, data->record);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < people->len; i++)
    add_person (self, data, g_ptr_array_index (people, i));
  gtk_widget_set_visible (GTK_WIDGET (self), people->len > 0);
}

static void
pt_consent_section_finalize (GObject *object)
{
  PtConsentSection *self = PT_CONSENT_SECTION (object);

  g_ptr_array_unref (self->rows);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_consent_section_parent_class)->finalize (object);
}

static void
pt_consent_section_class_init (PtConsentSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_consent_section_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "consent.record", "(ss)", record_cb);
}

static void
pt_consent_section_init (PtConsentSection *self)
{
  self->rows = g_ptr_array_new ();
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Consent"));
  adw_bin_set_child (ADW_BIN (self), self->group);
}

GtkWidget *
pt_consent_section_new (PtLogbook *logbook)
{
  PtConsentSection *self = g_object_new (PT_TYPE_CONSENT_SECTION, NULL);
  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}
