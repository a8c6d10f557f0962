namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>Whether code may be made at run time.</summary>
internal static class EmittedKernels
{
    /// <summary>The name of the switch, true where it is not set.</summary>
    public const string Switch = "TogetherAI.Engine.EmittedKernels";

    /// <summary>Where policy wants no code but what was shipped, a switch forbids it.</summary>
    public static bool AreAllowed => !AppContext.TryGetSwitch(Switch, out bool isAllowed) || isAllowed;
}
