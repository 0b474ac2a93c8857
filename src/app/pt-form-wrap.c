/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout of chips; see the header. Height is asked for a width, so that a box of chips takes the
 * room of its lines and not more. */
#include "pt-form-wrap.h"

struct _PtFormWrap
{
  GtkLayoutManager parent_instance;
  int spacing;
};

G_DEFINE_FINAL_TYPE (PtFormWrap, pt_form_wrap, GTK_TYPE_LAYOUT_MANAGER)

/* One walk serves measuring and placing: it returns the height that @width needs. */
static int
flow (PtFormWrap *self, GtkWidget *widget, int width, gboolean place)
{
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int natural, least, height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
      natural = MAX (least, MIN (natural, width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, natural, NULL, &height, NULL, NULL);
      if (x > 0 && x + natural > width)
        {
          x = 0;
          y += line + self->spacing;
          line = 0;
        }
      if (place)
        gtk_widget_size_allocate (
            child, &(GtkAllocation){ rtl ? width - x - natural : x, y, natural, height }, -1);
      x += natural + self->spacing;
      line = MAX (line, height);
    }
  return y + line;
}

static void
measure_line (PtFormWrap *self, GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
}

static GtkSizeRequestMode
pt_form_wrap_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pt_form_wrap_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
                      int for_size, int *minimum, int *natural, int *minimum_baseline,
                      int *natural_baseline)
{
  PtFormWrap *self = PT_FORM_WRAP (manager);
  int least = 0, wish = 0;

  measure_line (self, widget, &least, &wish);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    least = wish = flow (self, widget, for_size < 0 ? wish : for_size, FALSE);
  *minimum = least;
  *natural = wish;
}

static void
pt_form_wrap_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height,
                       int baseline)
{
  flow (PT_FORM_WRAP (manager), widget, width, TRUE);
}

static void
pt_form_wrap_class_init (PtFormWrapClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = pt_form_wrap_get_request_mode;
  layout_class->measure = pt_form_wrap_measure;
  layout_class->allocate = pt_form_wrap_allocate;
}

static void
pt_form_wrap_init (PtFormWrap *self)
{
}

GtkLayoutManager *
pt_form_wrap_new (int spacing)
{
  PtFormWrap *self = g_object_new (PT_TYPE_FORM_WRAP, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}

GtkWidget *
pt_form_wrap_box_new (int spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, pt_form_wrap_new (spacing));
  return box;
}

void
pt_form_wrap_box_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}
