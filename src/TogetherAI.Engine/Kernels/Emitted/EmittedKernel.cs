namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>Code that is assembled when it is first wanted, and called with <see cref="TileArguments"/>. Thread-safe.</summary>
internal sealed unsafe class EmittedKernel(Func<Assembler> assemble)
{
    private readonly Lazy<nint> _code = new(() => (nint)ExecutableMemory.TryCreate(assemble().Code));

    /// <summary>Whether it could be made.</summary>
    public bool IsAvailable => _code.Value != 0;

    /// <summary>Runs it. A tile takes some microseconds, of a wide matrix many: the collector does not wait for it.</summary>
    public void Run(TileArguments* arguments) => ((delegate* unmanaged<TileArguments*, void>)_code.Value)(arguments);
}
