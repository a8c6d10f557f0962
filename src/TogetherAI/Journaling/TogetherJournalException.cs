namespace TogetherAI;

/// <summary>A journal, the file in which unfinished work survives its process, cannot be used.</summary>
public sealed class TogetherJournalException : IOException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="path">The journal's full path.</param>
    /// <param name="message">What went wrong and what to do about it.</param>
    /// <param name="innerException">What it was caused by; null where this is the cause.</param>
    public TogetherJournalException(JournalFault fault, string path, string message, Exception? innerException = null)
        : base(message, innerException) => (Fault, Path) = (fault, path);

    /// <summary>Why.</summary>
    public JournalFault Fault { get; }

    /// <summary>The journal's full path.</summary>
    public string Path { get; }

    /// <summary>For <see cref="JournalFault.InUse"/>: the process that has it open. Null where that is not known.</summary>
    public int? HolderProcessId { get; init; }
}
