//! The four usual indicators of services, each defined once.

use ::entity::enums::{Direction, ServiceIndicator};

/// Text in Swedish and English.
type Words = (&'static str, &'static str);

/// What an indicator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// What it is called.
    pub name: Words,
    /// What it tells.
    pub meaning: Words,
    /// How it is computed.
    pub formula: Words,
    /// What is counted or summed.
    pub numerator: Words,
    /// Of what.
    pub denominator: Words,
    /// Unit of its values.
    pub unit: Words,
    /// Which way it should go.
    pub direction: Direction,
    /// True where it is a share in percent, of 0 to 100; else an amount for each.
    pub is_share: bool,
}

/// The definition of an indicator.
#[must_use]
pub const fn indicator(of: ServiceIndicator) -> Indicator {
    match of {
        ServiceIndicator::CompletionRate => Indicator {
            name: ("Fullföljandegrad", "Completion rate"),
            meaning: (
                "Hur stor andel av dem som börjar som också kommer i mål, utan att ge upp på vägen.",
                "Of those who begin, the share that gets to the end without giving up on the way.",
            ),
            formula: ("fullföljda ÷ påbörjade × 100", "completed ÷ begun × 100"),
            numerator: (
                "påbörjade ärenden som skickades in",
                "begun cases that were sent in",
            ),
            denominator: ("alla påbörjade ärenden", "all cases that were begun"),
            unit: ("%", "%"),
            direction: Direction::Increase,
            is_share: true,
        },
        ServiceIndicator::UserSatisfaction => Indicator {
            name: ("Nöjda användare", "User satisfaction"),
            meaning: (
                "Hur stor andel av dem som svarar som är nöjda: betyg 4 eller 5 på en skala från 1 till 5.",
                "Of those who answer, the share that is satisfied: 4 or 5 on a scale from 1 to 5.",
            ),
            formula: (
                "svar med betyg 4 eller 5 ÷ alla svar × 100",
                "answers of 4 or 5 ÷ all answers × 100",
            ),
            numerator: ("svar med betyg 4 eller 5", "answers of 4 or 5"),
            denominator: ("alla svar", "all answers"),
            unit: ("%", "%"),
            direction: Direction::Increase,
            is_share: true,
        },
        ServiceIndicator::DigitalTakeUp => Indicator {
            name: ("Digital andel", "Digital take-up"),
            meaning: (
                "Hur stor andel av alla ärenden som kommer in genom e-tjänsten i stället för genom andra kanaler.",
                "Of all cases, the share that comes in through the e-service rather than through other channels.",
            ),
            formula: (
                "ärenden genom e-tjänsten ÷ alla ärenden × 100",
                "cases through the e-service ÷ all cases × 100",
            ),
            numerator: ("ärenden genom e-tjänsten", "cases through the e-service"),
            denominator: (
                "alla ärenden av samma slag, i alla kanaler",
                "all cases of the kind, in all channels",
            ),
            unit: ("%", "%"),
            direction: Direction::Increase,
            is_share: true,
        },
        ServiceIndicator::CostPerTransaction => Indicator {
            name: ("Kostnad per ärende", "Cost per transaction"),
            meaning: (
                "Vad ett ärende kostar i snitt, i alla kanaler: personal, drift, licenser, porto.",
                "What a case costs on average, in all channels: staff, operation, licences, postage.",
            ),
            formula: ("total kostnad ÷ ärenden", "total cost ÷ cases"),
            numerator: (
                "total kostnad i kronor under perioden",
                "total cost of the period, in kronor",
            ),
            denominator: (
                "avslutade ärenden under perioden",
                "cases that were finished in the period",
            ),
            unit: ("kr", "kr"),
            direction: Direction::Decrease,
            is_share: false,
        },
    }
}
