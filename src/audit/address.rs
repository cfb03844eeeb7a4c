//! Where an address leads, as a browser understands it.

use percent_encoding::percent_decode_str;

/// Where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a file of the site, or to a folder's page.
    Inside {
        /// Its path in the output; empty or with a slash at its end for a folder.
        path: String,
        /// The id after `#`, decoded.
        fragment: String,
    },
    /// To the root of whatever host the site stands on.
    Absolute,
    /// Above the site.
    Outside,
    /// To another host, a mail program, a telephone.
    Elsewhere,
    /// It is the data itself.
    Data,
    /// It is code.
    Code,
}

/// Reads an address that the file at `from` names.
pub(super) fn read(from: &str, address: &str, base: Option<&str>) -> Target {
    // Browsers leave these out before they read anything else.
    let address: String = address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let address = address.trim_matches(|c: char| c <= ' ');
    let own = base
        .and_then(|base| address.strip_prefix(base))
        .filter(|rest| rest.is_empty() || rest.starts_with(['/', '#', '?']));
    if let Some(own) = own {
        return inside("", own.trim_start_matches('/'));
    }
    if let Some(scheme) = scheme(address) {
        return match scheme.as_str() {
            "javascript" | "vbscript" => Target::Code,
            "data" => Target::Data,
            _ => Target::Elsewhere,
        };
    }
    if address.starts_with("//") || address.starts_with('\\') {
        return Target::Elsewhere;
    }
    let Some(rest) = address.strip_prefix('/') else { return inside(from, address) };
    // The page for what was not found is shown at any address, so its links begin at the root.
    let root = base.and_then(|base| base.splitn(4, '/').nth(3)).map_or_else(String::new, |path| format!("{path}/"));
    match rest.strip_prefix(&root).filter(|_| from == "404.html") {
        Some(rest) => inside("", rest),
        None => Target::Absolute,
    }
}

fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let plain = scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (plain && scheme.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| scheme.to_ascii_lowercase())
}

fn inside(from: &str, address: &str) -> Target {
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
    let fragment = decode(fragment);
    let path = address.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return Target::Inside { path: from.to_owned(), fragment };
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    let mut folder = false;
    for part in path.split('/') {
        folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Target::Outside;
                }
            }
            part => parts.push(part),
        }
    }
    let path = parts.iter().map(|part| decode(part)).collect::<Vec<_>>().join("/");
    Target::Inside { path: if folder && !path.is_empty() { path + "/" } else { path }, fragment }
}
