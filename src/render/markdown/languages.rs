//! Names of languages, as authors write them after a fence and as readers see them.

/// What is written, and the name under which the syntaxes know it.
const ALIASES: &[(&str, &str)] = &[
    ("c++", "cpp"),
    ("cjs", "js"),
    ("csharp", "cs"),
    ("docker", "dockerfile"),
    ("dotenv", "env"),
    ("golang", "go"),
    ("hcl", "tf"),
    ("javascript", "js"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsx", "js"),
    ("kotlin", "kt"),
    ("make", "makefile"),
    ("md", "markdown"),
    ("mjs", "js"),
    ("objc", "m"),
    ("plsql", "sql"),
    ("postgresql", "sql"),
    ("powershell", "ps1"),
    ("proto3", "proto"),
    ("protobuf", "proto"),
    ("py", "python"),
    ("rb", "ruby"),
    ("rs", "rust"),
    ("shell", "sh"),
    ("terraform", "tf"),
    ("typescript", "ts"),
    ("yml", "yaml"),
    ("zsh", "sh"),
];

/// Languages that are shown without colours: those that are no language, and those that have no syntax here but are
/// common enough that a warning would only annoy.
const PLAIN: &[(&str, &str)] = &[
    ("ascii", ""),
    ("console", "Console"),
    ("mermaid", "Mermaid"),
    ("none", ""),
    ("output", "Output"),
    ("plain", ""),
    ("plaintext", ""),
    ("shell-session", "Console"),
    ("shellsession", "Console"),
    ("text", ""),
    ("tree", ""),
    ("txt", ""),
];

/// Syntaxes whose own name is not what a reader would call the language.
const LABELS: &[(&str, &str)] = &[
    ("Bourne Again Shell (bash)", "Shell"),
    ("Batch File", "Batch"),
    ("DotENV", "Environment"),
    ("Dockerfile", "Dockerfile"),
    ("Go Module", "Go module"),
    ("HTML (ASP)", "ASP"),
    ("Java Server Page (JSP)", "JSP"),
    ("JavaScript (Babel)", "JavaScript"),
    ("Protocol Buffer", "Protocol Buffers"),
    ("Ruby on Rails", "Ruby"),
    ("TypeScriptReact", "TypeScript"),
];

/// Syntaxes with an expression that takes exponential time, so that one short line can cost a tenth of a second.
const SLOW: &[&str] = &["SystemVerilog"];

/// The name under which a syntax may be found.
pub fn canonical(written: &str) -> &str {
    find(ALIASES, written).unwrap_or(written)
}

/// The label of a language that is shown without colours, when it is one.
pub fn plain(written: &str) -> Option<&'static str> {
    find(PLAIN, written)
}

/// The label of a syntax that is not used because a text could make it run for minutes.
pub fn slow(syntax: &str) -> Option<&'static str> {
    SLOW.iter().find(|slow| **slow == syntax).copied()
}

/// What a reader calls the language of that syntax.
pub fn label(syntax: &str) -> &str {
    LABELS.iter().find(|(name, _)| *name == syntax).map_or(syntax, |(_, label)| label)
}

/// All names that authors may write besides those of the syntaxes.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALIASES.iter().chain(PLAIN).map(|(name, _)| *name)
}

fn find(table: &[(&'static str, &'static str)], written: &str) -> Option<&'static str> {
    table.iter().find(|(name, _)| name.eq_ignore_ascii_case(written)).map(|(_, to)| *to)
}
