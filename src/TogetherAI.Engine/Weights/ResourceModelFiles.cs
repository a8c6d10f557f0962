using System.Reflection;

namespace TogetherAI.Engine.Weights;

internal sealed class ResourceModelFiles : ModelFiles
{
    private readonly OpenFiles _open = new();
    private readonly Assembly _assembly;
    private readonly string _prefix;

    public ResourceModelFiles(Assembly assembly, string prefix, string name)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _assembly = assembly;
        _prefix = prefix;
        Name = name;
    }

    public override string Name { get; }

    public override bool Exists(string file) => _assembly.GetManifestResourceInfo(Resource(file)) is not null;

    public override MappedFile Open(string file) => _open.GetOrOpen(file, Map);

    protected override void Dispose(bool disposing) => _open.Dispose();

    private string Resource(string file) => $"{_prefix}.{file}";

    private MappedFile Map(string file) => _assembly.GetManifestResourceStream(Resource(file)) switch
    {
        UnmanagedMemoryStream stream => MappedFile.Of(file, stream),
        null => throw new ModelFormatException(file, null, $"is missing: {_assembly.GetName().Name} has no resource '{Resource(file)}'."),
        _ => throw new NotSupportedException($"The resources of {_assembly.GetName().Name} are not mapped into memory, so they cannot be read in place."),
    };
}
