/* gesso-settings.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GESSO_SETTING_WINDOW_WIDTH       "window-width"
#define GESSO_SETTING_WINDOW_HEIGHT      "window-height"
#define GESSO_SETTING_WINDOW_MAXIMIZED   "window-maximized"
#define GESSO_SETTING_COMPOSER_VISIBLE   "composer-visible"
#define GESSO_SETTING_LAST_ACCOUNT       "last-account"
#define GESSO_SETTING_LAST_MODEL         "last-model"
#define GESSO_SETTING_QUALITY            "quality"
#define GESSO_SETTING_ASPECT             "aspect"
#define GESSO_SETTING_TIER               "tier"
#define GESSO_SETTING_PROMPT_LINES       "prompt-lines"
#define GESSO_SETTING_ROUTING            "routing"
#define GESSO_SETTING_THINKING_EFFORT    "thinking-effort"
#define GESSO_SETTING_WEB_SEARCH         "web-search"
#define GESSO_SETTING_STREAMING_PREVIEWS "streaming-previews"
#define GESSO_SETTING_LIBRARY_FOLDER     "library-folder"
#define GESSO_SETTING_FIRST_RUN_DONE     "first-run-done"
#define GESSO_SETTING_COLOR_SCHEME       "color-scheme"

#define GESSO_SETTING_COMPARE_GAIN    "compare-gain"
#define GESSO_SETTING_COMPARE_OUTSIDE "compare-outside"

#define GESSO_SETTING_MASK_TOOL              "mask-tool"
#define GESSO_SETTING_MASK_MODE              "mask-mode"
#define GESSO_SETTING_MASK_GROW              "mask-grow"
#define GESSO_SETTING_MASK_FEATHER           "mask-feather"
#define GESSO_SETTING_MASK_TOLERANCE         "mask-tolerance"
#define GESSO_SETTING_MASK_CONTIGUOUS        "mask-contiguous"
#define GESSO_SETTING_MASK_OVERLAY_COLOR     "mask-overlay-color"
#define GESSO_SETTING_MASK_OVERLAY_OPACITY   "mask-overlay-opacity"
#define GESSO_SETTING_BRUSH_SIZE             "brush-size"
#define GESSO_SETTING_BRUSH_HARDNESS         "brush-hardness"
#define GESSO_SETTING_BRUSH_OPACITY          "brush-opacity"
#define GESSO_SETTING_BRUSH_SMOOTHING        "brush-smoothing"
#define GESSO_SETTING_BRUSH_PRESSURE_SIZE    "brush-pressure-size"
#define GESSO_SETTING_BRUSH_PRESSURE_OPACITY "brush-pressure-opacity"

GSettings *gesso_settings_get (void);

G_END_DECLS
