import Synchronization

/// How many bytes the images of a data set may take in memory; those of mapped files take none.
package enum DataMemory {
  private static let given = Mutex<Int?>(nil)

  /// The most bytes of a file, or of what a compressed file becomes: 2 GB unless a person gives another number.
  package static var limit: Int { given.withLock { $0 } ?? IDX.largestFile }

  /// Sets the limit for the whole process, before data are read.
  package static func setLimit(_ bytes: Int) { given.withLock { $0 = bytes } }
}
