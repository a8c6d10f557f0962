namespace TogetherAI.Engine;

/// <summary>A file of a model is broken, or asks for something that this engine cannot run.</summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Names the file and the field at fault.</summary>
    /// <param name="file">The file's name inside the model's folder, for example <c>config.json</c>.</param>
    /// <param name="field">The field, tensor or line at fault; null where it is the whole file.</param>
    /// <param name="message">What is wrong, and what would be right.</param>
    /// <param name="innerException">The fault underneath, if there was one.</param>
    public ModelFormatException(string file, string? field, string message, Exception? innerException = null)
        : base(field is null ? $"{file}: {message}" : $"{file}, '{field}': {message}", innerException)
    {
        File = file;
        Field = field;
    }

    /// <summary>The file's name inside the model's folder.</summary>
    public string File { get; }

    /// <summary>The field, tensor or line at fault; null where it is the whole file.</summary>
    public string? Field { get; }
}
