namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>The general registers that a function may change, on Windows and elsewhere, and that need no longer encoding as an address.</summary>
internal enum Register
{
    Rax = 0,
    Rcx = 1,
    Rdx = 2,
    Rdi = 7,
    R8 = 8,
    R9 = 9,
    R10 = 10,
    R11 = 11,
}
