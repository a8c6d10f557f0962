using System.Reflection;
using TogetherAI.Engine.Weights;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine;

/// <summary>
/// Where the files of a model come from: a folder in Hugging Face's layout (<c>config.json</c>, <c>model.safetensors</c>,
/// <c>tokenizer.json</c>, …), a GGUF file, or the resources of an assembly. Derive from it to read them from elsewhere.
/// </summary>
/// <remarks>Implementations are thread-safe for reading. Disposing it ends every <see cref="MappedFile"/> it gave out.</remarks>
public abstract class ModelFiles : IDisposable
{
    /// <summary>The model's name, as shown to users: mostly what <see cref="NameOf"/> makes of its path.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The GGUF file that holds the whole model, or the first of its parts; null for Hugging Face's layout. Default null.
    /// </summary>
    public virtual string? GgufFile => null;

    /// <summary>A model in a folder of the file system.</summary>
    /// <param name="folder">The folder that holds <c>config.json</c>, or one GGUF file.</param>
    /// <returns>The files.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ModelFormatException">The folder holds several GGUF files: name the one that is meant.</exception>
    public static ModelFiles FromFolder(string folder) => new FolderModelFiles(folder);

    /// <summary>A model in a GGUF file.</summary>
    /// <param name="path">The file; of a model in parts (<c>…-00001-of-00003.gguf</c>) any one. The others lie beside it.</param>
    /// <returns>The files.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ModelFiles FromGguf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        return File.Exists(path)
            ? new FolderModelFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path))
            : throw new FileNotFoundException($"There is no model file '{path}'.", path);
    }

    /// <summary>The name of the model at a path: its folder's, or its GGUF file's without the ending and the number of a part.</summary>
    /// <param name="path">A folder or a GGUF file. Nothing is read; it need not be there.</param>
    /// <returns>The name; empty for a path without a last part, such as a root.</returns>
    public static string NameOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string file = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return GgufPart.Of(file)?.Name ?? (file.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(file) : file);
    }

    /// <summary>
    /// A model embedded in an assembly, read where the loader has mapped it. The resource of <c>config.json</c> is named
    /// <c>{prefix}.config.json</c>, and so on for the other files.
    /// </summary>
    /// <param name="assembly">The assembly that holds the resources.</param>
    /// <param name="prefix">What stands before the file's name in the resource's name, without the dot between them.</param>
    /// <param name="name">The model's name.</param>
    /// <returns>The files.</returns>
    public static ModelFiles FromResources(Assembly assembly, string prefix, string name) =>
        new ResourceModelFiles(assembly, prefix, name);

    /// <summary>Whether the model has this file.</summary>
    /// <param name="file">A plain file name, such as <c>tokenizer.json</c>.</param>
    /// <returns>Whether it is there.</returns>
    public abstract bool Exists(string file);

    /// <summary>Opens a file for reading in place.</summary>
    /// <param name="file">A plain file name, such as <c>tokenizer.json</c>.</param>
    /// <returns>The file's bytes. They stay valid until it, or these files, are disposed.</returns>
    /// <exception cref="ModelFormatException">The model has no such file.</exception>
    public abstract MappedFile Open(string file);

    /// <summary>Ends every file that was opened.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends every file that was opened.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>Index files name other files: none of them may lead out of the model's folder.</summary>
    internal static bool IsPlainName(string file) =>
        file.Length is > 0 and <= 255 && file is not ("." or "..") && file.AsSpan().IndexOfAny("/\\:\0") < 0;
}
