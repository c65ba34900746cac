//! The plot of a measure: its values, its target and its baseline, as SVG.

use ::entity::enums::Locale;
use chrono::{Days, NaiveDate};
use plotters::prelude::*;

use super::MetricResult;
use crate::domain::{figures::with_unit, goal};

/// Size of the drawing; a page scales it.
const SIZE: (u32, u32) = (640, 220);
/// Dark on white: more than 7 to 1, and told apart by form as well.
const VALUES: RGBColor = RGBColor(0, 78, 120);
const TARGET: RGBColor = RGBColor(150, 60, 0);
const GREY: RGBColor = RGBColor(90, 90, 90);

/// The plot with a title and a description for those who do not see it; none with fewer than two values, or where it cannot be
/// drawn: the table beside it says the same.
#[must_use]
pub(super) fn svg(metric: &MetricResult, locale: Locale) -> Option<String> {
    if metric.looked_at.len() < 2 {
        return None;
    }
    let mut drawing = String::new();
    draw(&mut drawing, metric, locale)?;
    Some(described(&drawing, metric, locale))
}

fn draw(into: &mut String, metric: &MetricResult, locale: Locale) -> Option<()> {
    let (first, last) = (metric.looked_at.first()?.0, metric.looked_at.last()?.0);
    let day = |date: NaiveDate| date.signed_duration_since(first).num_days() as f64;
    let points: Vec<(f64, f64)> = metric
        .looked_at
        .iter()
        .map(|(on, value)| (day(*on), *value))
        .collect();
    let values = points
        .iter()
        .map(|(_, value)| *value)
        .chain([metric.target])
        .chain(metric.baseline);
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let room = ((high - low) * 0.12).max(high.abs() * 0.01).max(0.5);
    // Below zero only where something is.
    let low = if low >= 0.0 {
        (low - room).max(0.0)
    } else {
        low - room
    };
    let span = day(last).max(1.0);
    let root = SVGBackend::with_string(into, SIZE).into_drawing_area();
    let mut chart = ChartBuilder::on(&root)
        .margin(8)
        .margin_right(28)
        .x_label_area_size(24)
        .y_label_area_size(64)
        .build_cartesian_2d(0.0..span, low..high + room)
        .ok()?;
    let date = |x: &f64| {
        let on = first.checked_add_days(Days::new(x.round().max(0.0) as u64));
        on.map(|on| on.to_string()).unwrap_or_default()
    };
    let figure = |y: &f64| with_unit(*y, "", locale).trim_end().to_owned();
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(RGBColor(225, 225, 225))
        .axis_style(GREY)
        .x_labels(5)
        .y_labels(5)
        .x_label_formatter(&date)
        .y_label_formatter(&figure)
        .label_style(("sans-serif", 13, &BLACK))
        .draw()
        .ok()?;
    let level = |value: f64| vec![(0.0, value), (span, value)];
    if let Some(baseline) = metric.baseline {
        let line = DashedLineSeries::new(level(baseline), 2, 5, GREY.stroke_width(1));
        chart.draw_series(line).ok()?;
    }
    let line = DashedLineSeries::new(level(metric.target), 8, 5, TARGET.stroke_width(2));
    chart.draw_series(line).ok()?;
    chart
        .draw_series(LineSeries::new(points.iter().copied(), VALUES.stroke_width(2)))
        .ok()?;
    let dots = points.iter().map(|point| Circle::new(*point, 4, VALUES.filled()));
    chart.draw_series(dots).ok()?;
    root.present().ok()
}

/// Tells what the drawing shows, for screen readers.
fn described(drawing: &str, metric: &MetricResult, locale: Locale) -> String {
    let id = metric.metric;
    let (from, to) = (
        metric.looked_at.first().map(|(on, _)| *on).unwrap_or_default(),
        metric.looked_at.last().map(|(on, _)| *on).unwrap_or_default(),
    );
    let title = match locale {
        Locale::Sv => format!("{}, {from} till {to}", metric.name),
        Locale::En => format!("{}, {from} to {to}", metric.name),
    };
    let description = goal::explanation(&metric.standing(), locale);
    let named =
        format!("<svg role=\"img\" aria-labelledby=\"t-{id} d-{id}\" style=\"max-width:100%;height:auto\" ");
    let inside = format!(
        "<title id=\"t-{id}\">{}</title><desc id=\"d-{id}\">{}</desc>",
        escaped(&title),
        escaped(&description)
    );
    let drawing = drawing.replacen("<svg ", &named, 1);
    match drawing.find('>') {
        Some(end) => format!("{}{inside}{}", &drawing[..=end], &drawing[end + 1..]),
        None => drawing,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
