//! Parsed documents, kept: clients send the same few texts again and again.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use async_graphql::parser::{
    self,
    types::{
        DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet,
    },
};

/// Documents kept at the most; past that the cache begins anew.
const KEPT: usize = 1_000;
/// Longer texts are not kept: no client of ours sends them twice.
const LONGEST: usize = 20_000;

/// A cache of parsed documents by their text.
#[derive(Clone, Debug, Default)]
pub struct Documents(Arc<RwLock<HashMap<String, Arc<ExecutableDocument>>>>);

impl Documents {
    /// The parsed form of a text.
    ///
    /// # Errors
    /// Where the text is no GraphQL document.
    pub fn parse(&self, text: &str) -> Result<Arc<ExecutableDocument>, parser::Error> {
        if let Some(document) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Ok(document.clone());
        }
        let document = Arc::new(parser::parse_query(text)?);
        if text.len() <= LONGEST {
            let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(text.to_owned(), document.clone());
        }
        Ok(document)
    }
}

/// The operation of a document that a request names, or its only one.
#[must_use]
pub fn operation<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<&'a OperationDefinition> {
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => Some(&operation.node),
        (DocumentOperations::Multiple(operations), Some(name)) => operations
            .iter()
            .find(|(key, _)| key.as_str() == name)
            .map(|(_, operation)| &operation.node),
        (DocumentOperations::Multiple(operations), None) => (operations.len() == 1)
            .then(|| operations.values().next().map(|operation| &operation.node))
            .flatten(),
    }
}

/// Whether an operation only reads.
#[must_use]
pub fn is_query(operation: &OperationDefinition) -> bool {
    operation.ty == OperationType::Query
}

/// How many fields an operation selects at its root, aliases and fragments included.
#[must_use]
pub fn root_fields(document: &ExecutableDocument, operation: &OperationDefinition) -> usize {
    fields(document, &operation.selection_set.node, 0)
}

/// Whether an operation selects one of these fields at its root.
#[must_use]
pub fn selects_any(document: &ExecutableDocument, operation: &OperationDefinition, names: &[&str]) -> bool {
    selects(document, &operation.selection_set.node, names, 0)
}

/// Whether an operation selects nothing but these fields at its root, and no fragment.
#[must_use]
pub fn selects_only(operation: &OperationDefinition, names: &[&str]) -> bool {
    // A fragment at the root may hold anything; what it holds is not looked for.
    operation
        .selection_set
        .node
        .items
        .iter()
        .all(|item| match &item.node {
            Selection::Field(field) => names.contains(&field.node.name.node.as_str()),
            Selection::InlineFragment(_) | Selection::FragmentSpread(_) => false,
        })
}

fn selects(document: &ExecutableDocument, set: &SelectionSet, names: &[&str], depth: usize) -> bool {
    depth <= 16
        && set.items.iter().any(|item| match &item.node {
            Selection::Field(field) => names.contains(&field.node.name.node.as_str()),
            Selection::InlineFragment(fragment) => {
                selects(document, &fragment.node.selection_set.node, names, depth + 1)
            }
            Selection::FragmentSpread(spread) => document
                .fragments
                .get(&spread.node.fragment_name.node)
                .is_some_and(|fragment| {
                    selects(document, &fragment.node.selection_set.node, names, depth + 1)
                }),
        })
}

fn fields(document: &ExecutableDocument, set: &SelectionSet, depth: usize) -> usize {
    // Fragments that spread each other without an end are refused later; here they only must not go on for ever.
    if depth > 16 {
        return usize::MAX / 2;
    }
    set.items.iter().fold(0, |sum: usize, item| {
        sum.saturating_add(match &item.node {
            Selection::Field(_) => 1,
            Selection::InlineFragment(fragment) => {
                fields(document, &fragment.node.selection_set.node, depth + 1)
            }
            Selection::FragmentSpread(spread) => document
                .fragments
                .get(&spread.node.fragment_name.node)
                .map_or(0, |fragment| {
                    fields(document, &fragment.node.selection_set.node, depth + 1)
                }),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_parsed_once() {
        let documents = Documents::default();
        let first = documents
            .parse("{ viewer { user { name } } }")
            .expect("a document");
        let second = documents
            .parse("{ viewer { user { name } } }")
            .expect("a document");
        assert!(Arc::ptr_eq(&first, &second));
    }

    #[test]
    fn root_fields_are_counted_through_aliases_and_fragments() {
        let documents = Documents::default();
        let document =
            documents.parse("query Q { a: x b: x ...F } fragment F on Query { c: x ... { d: x } }");
        let document = document.expect("a document");
        let operation = operation(&document, None).expect("an operation");
        assert_eq!(root_fields(&document, operation), 4);
        assert!(is_query(operation));
    }

    #[test]
    fn fragments_that_spread_each_other_come_to_an_end() {
        let documents = Documents::default();
        let document = documents.parse("{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }");
        let document = document.expect("a document");
        let operation = operation(&document, None).expect("an operation");
        assert!(root_fields(&document, operation) > 1_000);
    }
}
