import CLeNet
import LeNetData
import LeNetCatalog
import LeNetFetching
import LeNetImages
import LeNetModel

/// A data set by its name, or at a path.
enum NamedData {
  /// The name of the data set in the library itself.
  static let embedded = "mnist"

  /// Reads a data set; pictures are prepared for a network's input, or as their colours need.
  static func load(_ name: String, for input: Shape? = nil) throws -> DataObject {
    if name == embedded { return DataObject(try .mnist()) }
    if let known = KnownDataset.find(name) {
      guard let folder = known.location(in: DataFolders()) else {
        throw CallFailure(
          LENET_ERROR_FILE,
          "\(name) is not on this machine; fetch it with 'lenet data fetch \(name)', or name the folder of its files"
        )
      }
      return DataObject(try known.load(from: folder))
    }
    let source = try DataSource(path: name)
    guard source.form == .pictures else {
      let loaded = try source.load()
      return DataObject(loaded.splits, notes: loaded.notes)
    }
    let isColourful = try source.pictureColours()?.arePhotographs ?? false
    let usual = isColourful ? Architecture.leNet5CIFAR10.input : Shape(1, 28, 28)
    let loaded = try source.load(pictures: PicturePreparation(for: input ?? usual))
    return DataObject(loaded.splits, notes: loaded.notes)
  }
}
