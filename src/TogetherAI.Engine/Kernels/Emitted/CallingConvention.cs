namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>What systems do differently.</summary>
internal static class CallingConvention
{
    /// <summary>The register of a function's first argument.</summary>
    public static Register Argument => OperatingSystem.IsWindows() ? Register.Rcx : Register.Rdi;
}
