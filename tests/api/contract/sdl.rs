//! The contract as the code prints it, taken apart.

use std::{collections::BTreeMap, sync::OnceLock};

use async_graphql::parser::{
    parse_schema,
    types::{
        DirectiveDefinition, EnumValueDefinition, FieldDefinition, InputValueDefinition, TypeDefinition,
        TypeKind, TypeSystemDefinition,
    },
};
use lansera::{domain::permission::Permission, graphql};

/// Every type and directive by its name.
pub struct Contract {
    /// The types.
    pub types: BTreeMap<String, TypeDefinition>,
    /// The directives.
    pub directives: Vec<DirectiveDefinition>,
}

impl Contract {
    /// The contract of the code at hand.
    pub fn printed() -> &'static Self {
        static PRINTED: OnceLock<Contract> = OnceLock::new();
        PRINTED.get_or_init(Self::print)
    }

    fn print() -> Self {
        let document = parse_schema(graphql::sdl()).expect("the printed schema can be parsed");
        let (mut types, mut directives) = (BTreeMap::new(), Vec::new());
        for definition in document.definitions {
            match definition {
                TypeSystemDefinition::Type(of) => {
                    types.insert(of.node.name.node.to_string(), of.node);
                }
                TypeSystemDefinition::Directive(of) => directives.push(of.node),
                TypeSystemDefinition::Schema(_) => {}
            }
        }
        Self { types, directives }
    }

    /// The fields of an object or interface.
    pub fn fields(&self, name: &str) -> Vec<&FieldDefinition> {
        let of = self.types.get(name).unwrap_or_else(|| panic!("a type {name}"));
        match &of.kind {
            TypeKind::Object(object) => object.fields.iter().map(|field| &field.node).collect(),
            TypeKind::Interface(object) => object.fields.iter().map(|field| &field.node).collect(),
            _ => Vec::new(),
        }
    }

    /// The fields of an input object.
    pub fn inputs(&self, name: &str) -> Vec<&InputValueDefinition> {
        match self.types.get(name).map(|of| &of.kind) {
            Some(TypeKind::InputObject(object)) => object.fields.iter().map(|field| &field.node).collect(),
            _ => Vec::new(),
        }
    }

    /// The values of an enum.
    pub fn values(&self, name: &str) -> Vec<&EnumValueDefinition> {
        match self.types.get(name).map(|of| &of.kind) {
            Some(TypeKind::Enum(of)) => of.values.iter().map(|value| &value.node).collect(),
            _ => Vec::new(),
        }
    }
}

/// The permission in the `@requires` of a field.
pub fn required(field: &FieldDefinition) -> Option<Permission> {
    let directive = field
        .directives
        .iter()
        .find(|of| of.node.name.node == "requires")?;
    let argument = directive.node.get_argument("permission")?.node.to_string();
    let found = Permission::ALL
        .iter()
        .find(|permission| permission.schema_name() == argument);
    found.copied()
}
