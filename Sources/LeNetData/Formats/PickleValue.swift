/// A value in a pickle.
///
/// Containers are indices into lists of the machine, so deep nesting and a container in
/// itself need no special care.
package enum PickleValue: Hashable, Sendable {
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
  /// The name of a class or function that is foreign to data.
  case name(Int)
  /// An object of a foreign class, which does nothing.
  case object(Int)
  /// A reference to something outside of the pickle.
  case reference(Int)
}

/// An object of a class that this program does not know: what the file says of it.
package struct PickledObject: Hashable, Sendable {
  /// The class, or the function that would have made it, with its module; empty if that was no name.
  package let name: String
  /// What the class or function would have been called with.
  package let arguments: [PickleValue]
  /// Its state, such as a dictionary of its variables.
  package internal(set) var state: PickleValue?
  /// What the file adds to it, as to a list.
  package internal(set) var items: [PickleValue] = []
}

/// The names of functions and types in files of arrays.
///
/// This reader implements them itself.
package enum PickleName: Hashable, Sendable {
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
package struct PickledArray: Hashable, Sendable {
  package internal(set) var sizes: [Int] = []
  package internal(set) var type = PickledType()
  package internal(set) var isColumnMajor = false
  package internal(set) var bytes: [UInt8] = []
  package internal(set) var isComplete = false
}

/// NumPy's element type: a kind, a width in bytes and an order of bytes.
package struct PickledType: Hashable, Sendable {
  package internal(set) var kind: UInt8 = 0
  package internal(set) var width = 0
  package internal(set) var isBigEndian = false
}
