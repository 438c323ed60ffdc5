import LeNetFiles

/// Forms of data that are not read, but known by their endings or first bytes.
public enum OtherForm: String, Sendable {
  /// Apache Parquet, as Hugging Face distributes data sets.
  case parquet
  /// Apache Arrow.
  case arrow
  /// HDF5, as old Keras and MATLAB 7.3 write it.
  case hdf5
  /// TensorFlow's records.
  case tfRecord
  /// Tensors of PyTorch, as torchvision's `processed/training.pt`.
  case torch
  /// Weka's ARFF.
  case arff
  /// A spreadsheet.
  case spreadsheet

  /// The form of a file; nil for one that is none of these.
  init?(_ path: String) {
    let name = splitPath(path).name.lowercased()
    let endings: [(String, OtherForm)] = [
      (".parquet", .parquet), (".arrow", .arrow), (".feather", .arrow), (".h5", .hdf5),
      (".hdf5", .hdf5), (".tfrecord", .tfRecord), (".tfrecords", .tfRecord), (".pt", .torch),
      (".pth", .torch), (".arff", .arff), (".xlsx", .spreadsheet), (".xls", .spreadsheet),
      (".ods", .spreadsheet),
    ]
    if let found = endings.first(where: { name.hasSuffix($0.0) }) {
      self = found.1
      return
    }
    guard let file = try? RegularFile(path), let head = try? file.file.bytes(count: 8) else {
      return nil
    }
    if head.starts(with: Array("PAR1".utf8)) {
      self = .parquet
    } else if head.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      self = .hdf5
    } else {
      return nil
    }
  }

  /// The form's name.
  var name: String {
    switch self {
    case .parquet: "a Parquet file"
    case .arrow: "an Arrow file"
    case .hdf5: "an HDF5 file"
    case .tfRecord: "a file of TensorFlow's records"
    case .torch: "a file of PyTorch's tensors"
    case .arff: "an ARFF file"
    case .spreadsheet: "a spreadsheet"
    }
  }

  /// How to get a form that is read.
  var advice: String {
    switch self {
    case .parquet, .arrow:
      "save it as pictures or arrays: in Python, datasets.load_dataset or pandas.read_parquet open it, "
        + "numpy.savez('data.npz', x_train=..., y_train=...) writes it"
    case .hdf5:
      "in Python, h5py opens it and numpy.savez('data.npz', x_train=..., y_train=...) writes it"
    case .tfRecord:
      "in Python, tensorflow_datasets.as_numpy opens it and numpy.savez('data.npz', x_train=..., y_train=...) writes it"
    case .torch:
      "in Python, x, y = torch.load(name)[:2] opens it and numpy.savez('data.npz', x_train=x, y_train=y) writes it"
    case .arff: "save it as CSV: scipy.io.arff.loadarff opens it in Python"
    case .spreadsheet: "save it as CSV in the program that wrote it"
    }
  }
}
