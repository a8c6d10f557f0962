using TogetherAI.Engine.Models;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Weights;

internal sealed class FolderModelFiles : ModelFiles
{
    private readonly OpenFiles _open = new();
    private readonly string _folder;

    public FolderModelFiles(string folder, string? gguf = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
        if (!Directory.Exists(_folder))
            throw new DirectoryNotFoundException($"There is no model at '{_folder}': neither a folder nor a GGUF file.");
        GgufFile = gguf is not null ? GgufPart.FirstOf(gguf) : File.Exists(Path.Combine(_folder, ModelSpecReader.FileName)) ? null : FindGguf();
        Name = NameOf(GgufFile ?? _folder);
    }

    public override string Name { get; }

    public override string? GgufFile { get; }

    public override bool Exists(string file) => IsPlainName(file) && File.Exists(Path.Combine(_folder, file));

    public override MappedFile Open(string file) => _open.GetOrOpen(file, Map);

    protected override void Dispose(bool disposing) => _open.Dispose();

    private string? FindGguf()
    {
        string[] found = [.. Directory.EnumerateFiles(_folder, "*.gguf").Select(static path => GgufPart.FirstOf(Path.GetFileName(path))).Distinct().Order(StringComparer.Ordinal)];
        return found.Length <= 1
            ? found.SingleOrDefault()
            : throw new ModelFormatException(found[0], null, $"is one of {found.Length} models in '{_folder}'; name the file that is meant.");
    }

    private MappedFile Map(string file)
    {
        if (!IsPlainName(file))
            throw new ModelFormatException(file, null, "is not a plain file name; a model's files lie in its own folder.");
        try
        {
            return MappedFile.Map(Path.Combine(_folder, file));
        }
        catch (FileNotFoundException missing)
        {
            throw new ModelFormatException(file, null, $"is missing from '{_folder}'.", missing);
        }
    }
}
