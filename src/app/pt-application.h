/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: command line, windows, what belongs to no window. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_APPLICATION (pt_application_get_type ())
G_DECLARE_FINAL_TYPE (PtApplication, pt_application, PT, APPLICATION, AdwApplication)

PtApplication *pt_application_new (void);

/**
 * pt_application_set_up_uninstalled:
 *
 * Lets a program that runs from its build folder find its settings schema there. Call first in
 * main, before anything reads a setting.
 */
void pt_application_set_up_uninstalled (void);

G_END_DECLS
