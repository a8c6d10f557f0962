using System.Runtime.InteropServices;

namespace TogetherAI.Engine.Tests.Models.Gguf;

/// <summary>A GGUF model whose file is an array.</summary>
internal sealed unsafe class ByteModelFiles(byte[] bytes) : ModelFiles
{
    private GCHandle _pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);

    public override string Name => "bytes";

    public override string? GgufFile => "model.gguf";

    public override bool Exists(string file) => file == GgufFile;

    public override MappedFile Open(string file) => MappedFile.Of(file, new UnmanagedMemoryStream((byte*)_pin.AddrOfPinnedObject(), bytes.Length));

    protected override void Dispose(bool disposing)
    {
        if (_pin.IsAllocated)
            _pin.Free();
    }
}
