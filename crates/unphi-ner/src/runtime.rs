//! ONNX Runtime where this machine has it: how its library is found, and how a model runs in it.
//!
//! The library is loaded at run time and only when it is asked for; nothing is downloaded and nothing is linked. It is one
//! for the whole process: the first that loads stays.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ort::environment::Environment;
use ort::session::builder::GraphOptimizationLevel;
use ort::session::{Session, SessionInputValue};
use ort::value::{TensorElementType, TensorRef, ValueType};

use crate::ModelError;

/// The environment variable that names the library.
pub const LIBRARY_VARIABLE: &str = "ORT_DYLIB_PATH";

/// ONNX Runtime, loaded.
pub struct Runtime {
    environment: Environment,
    library: PathBuf,
}

/// The one of this process. An error is not kept: another path may do.
static LOADED: OnceLock<Arc<Runtime>> = OnceLock::new();
static LOADING: Mutex<()> = Mutex::new(());

impl Runtime {
    /// Loads the library: the one that `ORT_DYLIB_PATH` names or, where that is not set, the one that `beside` names, a library
    /// of the system, or that of an installed Python package `onnxruntime`.
    ///
    /// # Errors
    /// When there is none, or it is too old. A path in the environment that does not load is an error, whatever else there is.
    pub fn load(beside: Option<&Path>) -> Result<Arc<Self>, ModelError> {
        let _one_at_a_time = LOADING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loaded) = LOADED.get() {
            return Ok(loaded.clone());
        }
        let candidates = match std::env::var_os(LIBRARY_VARIABLE).filter(|path| !path.is_empty()) {
            Some(path) => vec![PathBuf::from(path)],
            None => beside.map(Path::to_owned).into_iter().chain(candidates()).collect(),
        };
        let mut why = String::new();
        for library in candidates {
            match Self::open(&library) {
                Ok(runtime) => return Ok(LOADED.get_or_init(|| Arc::new(runtime)).clone()),
                // A library that is there and does not fit says more than one that is not.
                Err(error) if why.is_empty() || library.exists() => why = error,
                Err(_) => {}
            }
        }
        Err(ModelError::Runtime(why))
    }

    fn open(library: &Path) -> Result<Self, String> {
        let builder = ort::init_from(library).map_err(|error| error.to_string())?;
        let environment = builder.with_name("unphi").with_telemetry(false).build();
        Ok(Self { environment: environment.map_err(|error| error.to_string())?, library: library.to_owned() })
    }

    /// The file of the library, as it was given or found.
    #[must_use]
    pub fn library(&self) -> &Path {
        &self.library
    }
}

impl std::fmt::Display for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ONNX Runtime ({})", self.library.display())
    }
}

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runtime").field("library", &self.library).finish_non_exhaustive()
    }
}

/// Where the library may be: the system's, then those of Python environments that are active or that this program is
/// installed in.
fn candidates() -> Vec<PathBuf> {
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let plain = format!("{prefix}onnxruntime{suffix}");
    let mut all = vec![PathBuf::from(&plain)];
    if cfg!(target_os = "linux") {
        all.push(PathBuf::from(format!("{plain}.1")));
    }
    let of_program = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.parent()?.to_owned()));
    let active = ["VIRTUAL_ENV", "CONDA_PREFIX"].map(std::env::var_os).into_iter().flatten().map(PathBuf::from);
    for environment in active.chain(of_program) {
        all.extend(libraries_of_python(&environment));
    }
    all
}

/// The libraries that the package `onnxruntime` holds in a Python environment.
fn libraries_of_python(environment: &Path) -> Vec<PathBuf> {
    let listed = |folder: PathBuf| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        paths
    };
    let is_python = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("python"));
    let unix = listed(environment.join("lib")).into_iter().filter(is_python).map(|python| python.join("site-packages"));
    let packages = unix.chain([environment.join("Lib").join("site-packages")]);
    packages.flat_map(|packages| library_of_package(&packages.join("onnxruntime"))).collect()
}

/// The library in the folder of the Python package `onnxruntime`.
#[must_use]
pub fn library_of_package(package: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(package.join("capi")).ok()?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // `libonnxruntime.so.1.24.1`, `libonnxruntime.1.24.1.dylib`, `onnxruntime.dll`.
        ["libonnxruntime.", "onnxruntime.dll"].iter().any(|start| name.starts_with(start))
    })
}

/// A model in ONNX Runtime, for any number of threads: each takes a session of its own.
pub(crate) struct Runner {
    runtime: Arc<Runtime>,
    bytes: Vec<u8>,
    idle: Mutex<Vec<Session>>,
    inputs: Vec<(String, Integer)>,
}

/// What integers an input takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Integer {
    Long,
    Int,
}

/// Logits of a batch: `[rows, tokens, labels]`.
pub(crate) struct Logits {
    pub(crate) values: Vec<f32>,
    pub(crate) labels: usize,
}

impl Runner {
    /// # Errors
    /// When the runtime does not take the model: it is damaged, of a newer opset, or has inputs that are no integers.
    pub(crate) fn new(runtime: Arc<Runtime>, bytes: Vec<u8>) -> Result<Self, ModelError> {
        let mut runner = Self { runtime, bytes, idle: Mutex::default(), inputs: Vec::new() };
        let session = runner.session()?;
        for input in session.inputs() {
            let integer = match input.dtype() {
                ValueType::Tensor { ty: TensorElementType::Int64, .. } => Integer::Long,
                ValueType::Tensor { ty: TensorElementType::Int32, .. } => Integer::Int,
                _ => return Err(ModelError::Onnx("has an input that is no tensor of integers".to_owned())),
            };
            runner.inputs.push((input.name().to_owned(), integer));
        }
        runner.idle = Mutex::new(vec![session]);
        Ok(runner)
    }

    fn session(&self) -> Result<Session, ModelError> {
        let make = || -> ort::Result<Session> {
            // Documents are worked on in parallel already.
            Session::builder(&self.runtime.environment)?
                .with_optimization_level(GraphOptimizationLevel::All)?
                .with_intra_threads(1)?
                .with_inter_threads(1)?
                .commit_from_memory(&self.bytes)
        };
        make().map_err(|error| {
            ModelError::Onnx(format!("is refused by ONNX Runtime: {}", first_line(&error.to_string())))
        })
    }

    /// The names of the inputs.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &str> {
        self.inputs.iter().map(|(name, _)| name.as_str())
    }

    /// Runs the model. `feed` gives for the name of an input its numbers, in row order of `shape`.
    ///
    /// # Errors
    /// When the model does not give one row of logits a token. No number that came of a text is in the message.
    pub(crate) fn run(&self, shape: &[usize], feed: impl Fn(&str) -> Vec<i64>) -> Result<Logits, ModelError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut session = idle.map_or_else(|| self.session(), Ok)?;
        let failed = |error: &ort::Error| ModelError::Onnx(format!("fails to run ({:?})", error.code()));
        let mut longs = Vec::with_capacity(self.inputs.len());
        let mut ints = Vec::with_capacity(self.inputs.len());
        for (name, integer) in &self.inputs {
            let numbers = feed(name);
            match integer {
                Integer::Long => longs.push((name.clone(), numbers)),
                Integer::Int => {
                    ints.push((name.clone(), numbers.iter().map(|number| *number as i32).collect::<Vec<_>>()))
                }
            }
        }
        let shape: Vec<i64> = shape.iter().map(|size| *size as i64).collect();
        let mut values: Vec<(String, SessionInputValue<'_>)> = Vec::with_capacity(self.inputs.len());
        for (name, numbers) in &longs {
            let tensor =
                TensorRef::from_array_view((shape.clone(), numbers.as_slice())).map_err(|error| failed(&error))?;
            values.push((name.clone(), tensor.into()));
        }
        for (name, numbers) in &ints {
            let tensor =
                TensorRef::from_array_view((shape.clone(), numbers.as_slice())).map_err(|error| failed(&error))?;
            values.push((name.clone(), tensor.into()));
        }
        let logits = {
            let outputs = session.run(values).map_err(|error| failed(&error))?;
            let output = outputs.get("logits").or_else(|| outputs.values().next().map(|_| &outputs[0]));
            let output = output.ok_or_else(|| ModelError::Onnx("has no output".to_owned()))?;
            let (sizes, values) = output.try_extract_tensor::<f32>().map_err(|error| failed(&error))?;
            let rows: i64 = shape.iter().take(2).product();
            let labels = sizes.last().copied().unwrap_or(0);
            let fits = sizes.len() == 3 && labels > 0 && sizes.iter().take(2).product::<i64>() == rows;
            if !fits {
                return Err(ModelError::Onnx(
                    "gives no row of logits for each token: is it a token classifier?".to_owned(),
                ));
            }
            Logits { values: values.to_vec(), labels: labels as usize }
        };
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        Ok(logits)
    }
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or_default()
}
