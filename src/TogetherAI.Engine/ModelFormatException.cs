namespace TogetherAI.Engine;

/// <summary>
/// A file of a model cannot be read, contradicts itself, or asks for something that this engine does not do.
/// Nothing is ever guessed or skipped in such a file: a model that runs on a misread file answers nonsense.
/// </summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Creates the exception for a whole file.</summary>
    /// <param name="file">The file's name, such as <c>tokenizer.json</c>.</param>
    /// <param name="problem">What is wrong with it and what can be done, as a clause: "is truncated at byte 17; download it again".</param>
    /// <param name="innerException">The fault that led here, if any.</param>
    public ModelFormatException(string file, string problem, Exception? innerException = null)
        : this(file, field: null, problem, innerException)
    {
    }

    /// <summary>Creates the exception for one field of a file.</summary>
    /// <param name="file">The file's name, such as <c>tokenizer.json</c>.</param>
    /// <param name="field">The field's path, such as <c>model.type</c>; <see langword="null"/> for the whole file.</param>
    /// <param name="problem">What is wrong with it and what can be done, as a clause: "'Unigram' is not supported (BPE is)".</param>
    /// <param name="innerException">The fault that led here, if any.</param>
    public ModelFormatException(string file, string? field, string problem, Exception? innerException = null)
        : base(field is null ? $"{file}: {problem}" : $"{file}: {field} {problem}", innerException)
    {
        File = file;
        Field = field;
    }

    /// <summary>The name of the file at fault.</summary>
    public string File { get; }

    /// <summary>
    /// The path of the field at fault, dots between names and indexes in brackets; <see langword="null"/> where the whole file is at fault.
    /// </summary>
    public string? Field { get; }
}
