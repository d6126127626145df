//! How the features of a learned scorer are numbered: groups that lie one after the other in its table of weights. The build script
//! and the engine both compile this file and the lists of groups, so that the two cannot disagree.

#![forbid(unsafe_code)]

/// Names the groups with their sizes: a constant for each with the number of its first feature, `GROUPS` and `COUNT`.
macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident = $count:expr;)*) => {
        groups!(@from 0; $($(#[$doc])* $name = $count;)*);
        /// Name and size of each group, in order.
        #[allow(dead_code, reason = "the engine knows its groups by name")]
        pub(crate) const GROUPS: &[(&str, usize)] = &[$((stringify!($name), $count)),*];
        /// How many features there are.
        #[allow(dead_code, reason = "the build script counts them itself")]
        pub(crate) const COUNT: usize = 0 $(+ $count)*;
    };
    (@from $base:expr; $(#[$doc:meta])* $name:ident = $count:expr; $($rest:tt)*) => {
        $(#[$doc])*
        #[allow(dead_code, reason = "the build script has no use for it")]
        pub(crate) const $name: usize = $base;
        groups!(@from $base + $count; $($rest)*);
    };
    (@from $base:expr;) => {};
}
