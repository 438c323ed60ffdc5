import LeNetThreads
import LeNetCatalog
import LeNetImages
import Synchronization

/// The colours of a sample of a folder's pictures.
public struct PictureColours: Hashable, Sendable {
  /// The number of pictures in the sample.
  public let count: Int
  /// The number of pictures with colours that are not of pen on paper.
  public let colourful: Int

  /// The largest size of a sample.
  public static let largestSample: Int = 120

  /// Whether the pictures are colour photographs: a third of the sample is enough, because some photographs are
  /// grey.
  public var arePhotographs: Bool { colourful > 0 && 3 * colourful >= count }
}

extension DataSource {
  /// Samples pictures of all classes and splits; nil if the data are not picture files.
  ///
  /// Skips unreadable pictures. Throws if a folder cannot be read, or has no pictures.
  public func pictureColours() throws(PictureSetError) -> PictureColours? {
    guard form == .pictures else { return nil }
    let folder: PictureFolder
    do {
      folder = try PictureFolder(path, label: reading.labelColumn)
    } catch {
      throw .data(error)
    }
    var files = try folder.files(.training)
    if folder.has(.test) { files += try folder.files(.test) }
    let count = min(files.count, PictureColours.largestSample)
    let paths = (0..<count).map { files[$0 * files.count / count].path }
    let found = Mutex((count: 0, colourful: 0))
    inParallel(count) { index in
      guard let image = try? RasterImage(contentsOf: paths[index]) else { return }
      let isColourful = image.isColourful
      found.withLock {
        $0.count += 1
        if isColourful { $0.colourful += 1 }
      }
    }
    let result = found.withLock { $0 }
    return PictureColours(count: result.count, colourful: result.colourful)
  }
}
