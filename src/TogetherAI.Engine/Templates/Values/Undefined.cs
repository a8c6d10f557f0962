namespace TogetherAI.Engine.Templates.Values;

/// <summary>
/// What a missing name, key or attribute gives: empty where it is printed or looped over, false where it is tested, a fault where it is
/// used otherwise.
/// </summary>
/// <remarks>
/// The other values of a template are plain .NET ones: <see langword="null"/> (none), <see cref="bool"/>, <see cref="long"/>,
/// <see cref="System.Numerics.BigInteger"/> (whole numbers beyond 64 bits, which come from JSON and can only be printed and compared),
/// <see cref="double"/>, <see cref="string"/>, <see cref="List{T}"/>, an array (tuple), <see cref="DictValue"/>,
/// <see cref="NamespaceValue"/>, <see cref="IterableValue"/> and <see cref="ICallable"/>.
/// </remarks>
internal sealed record Undefined(string What)
{
    public TemplateFault Fault() => new($"{What} is undefined");
}
