using System.IO.Hashing;
using System.Text;

namespace TogetherAI;

/// <summary>
/// The <c>custom_id</c> of an input: the hash of its key (XxHash128), so that a key may be of any length and characters and is the same id in
/// every life of a run.
/// </summary>
internal static class CustomId
{
    public static UInt128 Of(string key) => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(key));

    /// <summary>32 characters.</summary>
    public static string Text(UInt128 id) => id.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether an input belongs to a part of several.</summary>
    public static bool IsOf((int Number, int Count) part, UInt128 id) => id % (UInt128)part.Count == (UInt128)(part.Number - 1);
}
