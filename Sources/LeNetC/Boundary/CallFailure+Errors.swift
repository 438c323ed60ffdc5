import CLeNet
import LeNetData
import LeNetEngine
import LeNetEvaluation
import LeNetExport
import LeNetFiles
import LeNetImages
import LeNetImport
import LeNetModel
import LeNetReading
import LeNetTraining

extension CallFailure {
  /// The failure that an error of the library means.
  init(_ error: any Error) {
    switch error {
    case let error as CallFailure: self = error
    case let error as ModelFileError: self.init(error.status, "\(error)")
    case let error as ImageError: self.init(error.status, "\(error)")
    case let error as DatasetError: self.init(error.status, "\(error)")
    case let error as PictureSetError: self.init(LENET_ERROR_FORMAT, "\(error)")
    case let error as ArchitectureError: self.init(error.status, "\(error)")
    case let error as ImportError: self.init(error.status, "the file \(error)")
    case let error as TrainingError: self.init(error.status, "\(error)")
    case is RecipeError, is NumberGrammarError: self.init(LENET_ERROR_ARGUMENT, "\(error)")
    case is AtomicFileError, is FileReadingError, is RecordedRunError:
      self.init(LENET_ERROR_FILE, "\(error)")
    case is EvaluationError, is ExportError, is ReaderError, is FittingError, is PictureInputError,
      is PreparationError, is EngineError:
      self.init(LENET_ERROR_FIT, "\(error)")
    default: self.init(LENET_ERROR_FAILED, "\(error)")
    }
  }
}

extension ModelFileError {
  fileprivate var status: lenet_status {
    switch reason {
    case .unreadable, .unwritable: LENET_ERROR_FILE
    default: LENET_ERROR_FORMAT
    }
  }
}

extension ImageError {
  fileprivate var status: lenet_status {
    switch self {
    case .unreadable: LENET_ERROR_FILE
    case .page, .pixels: LENET_ERROR_ARGUMENT
    case .libraryMissing, .libraryFailed: LENET_ERROR_FAILED
    case .format, .damaged, .tooLarge, .unsupported: LENET_ERROR_FORMAT
    }
  }
}

extension DatasetError {
  fileprivate var status: lenet_status {
    switch self {
    case .noFolder, .notAFolder, .noFile, .unreadable, .nothingThere, .emptyFolder:
      LENET_ERROR_FILE
    case .tooFew, .pixels, .value, .valueRange, .counts, .label, .shapes, .heldBack:
      LENET_ERROR_ARGUMENT
    case .classes(let file, _): file == nil ? LENET_ERROR_ARGUMENT : LENET_ERROR_FORMAT
    default: LENET_ERROR_FORMAT
    }
  }
}

extension ArchitectureError {
  fileprivate var status: lenet_status {
    if case .unreadable = self { LENET_ERROR_FILE } else { LENET_ERROR_ARGUMENT }
  }
}

extension ImportError {
  fileprivate var status: lenet_status {
    switch self {
    case .unreadable: LENET_ERROR_FILE
    case .noReading: LENET_ERROR_ARGUMENT
    default: LENET_ERROR_FORMAT
    }
  }
}

extension TrainingError {
  fileprivate var status: lenet_status {
    switch self {
    case .recipe, .options, .architecture: LENET_ERROR_ARGUMENT
    case .data, .classes, .engine, .initial, .earlier: LENET_ERROR_FIT
    case .folder(let error): error.isWrongUse ? LENET_ERROR_ARGUMENT : LENET_ERROR_FILE
    case .checkpoint: LENET_ERROR_FORMAT
    case .notFinite: LENET_ERROR_FAILED
    }
  }
}
