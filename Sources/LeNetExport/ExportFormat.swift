/// A form in which other programs take a model.
package enum ExportFormat: String, CaseIterable, Sendable {
  /// ONNX: one file with the network and its numbers.
  case onnx
  /// An archive of NumPy's arrays, one for each tensor.
  case npz
  /// A PyTorch state dictionary, and a module that takes it.
  case pytorch
  /// A weights file of Keras, and the network that takes it.
  case keras
  /// A source and a header in C99.
  case c

  /// What follows the name of the file that other programs open.
  package var ending: String { endings[0] }

  /// The endings of all files, the one that other programs open first.
  package var endings: [String] {
    switch self {
    case .onnx: [".onnx"]
    case .npz: [".npz"]
    case .pytorch: [".pt", ".py"]
    case .keras: [".weights.h5", ".py"]
    case .c: [".c", ".h"]
    }
  }
}
