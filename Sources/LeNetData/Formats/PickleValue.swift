/// A value in a pickle.
///
/// Containers are indices into lists of the machine, so deep nesting and a container in
/// itself need no special care.
enum PickleValue: Hashable, Sendable {
  case none
  case bool(Bool)
  case integer(Int)
  case real(Double)
  /// Bytes, or a text of Python 2, which is the same.
  case bytes([UInt8])
  /// A text, in UTF-8.
  case text([UInt8])
  case list(Int)
  case dictionary(Int)
  case tuple(Int)
  /// A known name, which is never called.
  case known(PickleName)
  /// A NumPy array.
  case array(Int)
  /// A NumPy element type.
  case type(Int)
}

/// The names of functions and types in files of arrays.
///
/// This reader implements them itself.
enum PickleName: Hashable, Sendable {
  /// `numpy.core.multiarray._reconstruct`: an empty array, whose state follows.
  case reconstruct
  /// `numpy.ndarray`.
  case array
  /// `numpy.dtype`.
  case type
  /// `numpy.core.multiarray.scalar`: a number with its type.
  case scalar
  /// `numpy.core.numeric._frombuffer`: an array and all its state at once.
  case fromBuffer
  /// `_codecs.encode`: bytes from a text with one letter per byte.
  case encode
  /// `builtins.bytearray` or `bytes`, which is its argument.
  case byteArray

  init?(module: String, name: String) {
    switch (module, name) {
    case ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"):
      self = .reconstruct
    case ("numpy.core.multiarray", "scalar"), ("numpy._core.multiarray", "scalar"): self = .scalar
    case ("numpy", "ndarray"): self = .array
    case ("numpy", "dtype"): self = .type
    case ("numpy.core.numeric", "_frombuffer"), ("numpy._core.numeric", "_frombuffer"):
      self = .fromBuffer
    case ("_codecs", "encode"): self = .encode
    case ("__builtin__", "bytes"), ("builtins", "bytes"), ("__builtin__", "bytearray"),
      ("builtins", "bytearray"):
      self = .byteArray
    default: return nil
    }
  }
}

/// A NumPy array, complete once its state is set.
struct PickledArray: Hashable, Sendable {
  var sizes: [Int] = []
  var type = PickledType()
  var isColumnMajor = false
  var bytes: [UInt8] = []
  var isComplete = false
}

/// NumPy's element type: a kind, a width in bytes and an order of bytes.
struct PickledType: Hashable, Sendable {
  var kind: UInt8 = 0
  var width = 0
  var isBigEndian = false
}
