//! What asking for one page after the other needs of a call: to be sent again, with one thing changed.

use serde_json::Value;

use super::At;
use crate::runtime::body::Body;
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::json;
use crate::runtime::params::{Style, ToParam};

impl Draft {
    /// The same once more. A mistake in it goes along, and so does not come twice.
    pub(super) fn again(&mut self) -> Result<Box<Self>, Error> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let once = "the body is a stream that can be sent only once, and pages are asked for one by one";
        Ok(Box::new(Self {
            client: self.client.clone(),
            operation: self.operation,
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            cookies: self.cookies.clone(),
            accept: self.accept,
            body: self.body.again().ok_or_else(|| Error::request(once))?,
            content_type: self.content_type.clone(),
            url: self.url.clone(),
            spent: false,
            options: self.options.clone(),
            extra: self.extra.clone(),
            problem: None,
        }))
    }

    /// The number that a query parameter or the body holds.
    pub(super) fn number(&self, at: At) -> Option<i64> {
        match at {
            At::Query(name) => {
                let (_, text) = self.query.iter().find(|(set, _)| *set == name)?;
                text.rsplit_once('=')?.1.parse().ok()
            }
            At::Body(path) => {
                let tree: Value = json::from_slice(self.body.as_bytes()?).ok()?;
                path.iter().try_fold(&tree, |inner, key| inner.get(key))?.as_i64()
            }
        }
    }

    /// Puts a value where it asks for a page; what stood there goes.
    pub(super) fn set(&mut self, at: At, value: &Value) -> Result<(), Error> {
        match at {
            At::Query(name) => {
                self.query(name, Style::FORM, &value.to_param());
                Ok(())
            }
            At::Body(path) => self.set_in_body(path, value),
        }
    }

    fn set_in_body(&mut self, path: &[&str], value: &Value) -> Result<(), Error> {
        let bytes = self.body.as_bytes().filter(|bytes| !bytes.is_empty()).unwrap_or(b"{}");
        let mut tree: Value = json::from_slice(bytes).map_err(Error::from_bad)?;
        let mut inner = &mut tree;
        for key in path {
            if inner.is_null() {
                *inner = Value::Object(serde_json::Map::new());
            }
            let Value::Object(members) = inner else {
                return Err(Error::request("the body has no place for what asks for the next page"));
            };
            inner = members.entry(*key).or_insert(Value::Null);
        }
        inner.clone_from(value);
        let bytes = json::to_vec(&tree).map_err(Error::from_encode)?;
        self.body = Body::from(bytes);
        self.content_type.get_or_insert_with(|| "application/json".to_owned());
        Ok(())
    }
}
