namespace TogetherAI.Engine.Weights;

internal sealed class FolderModelFiles : ModelFiles
{
    private readonly OpenFiles _open = new();
    private readonly string _folder;

    public FolderModelFiles(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
        if (!Directory.Exists(_folder))
            throw new DirectoryNotFoundException($"There is no model folder '{_folder}'.");
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(_folder));
    }

    public override string Name { get; }

    public override bool Exists(string file) => IsPlainName(file) && File.Exists(Path.Combine(_folder, file));

    public override MappedFile Open(string file) => _open.GetOrOpen(file, Map);

    protected override void Dispose(bool disposing) => _open.Dispose();

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
