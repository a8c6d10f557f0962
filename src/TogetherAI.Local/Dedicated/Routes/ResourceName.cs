using System.Text.RegularExpressions;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>The name of an endpoint or a deployment, which requests give alone or with what it belongs to before it.</summary>
internal static partial class ResourceName
{
    /// <param name="text">As the request has it.</param>
    /// <param name="owner">What may stand before it.</param>
    public static string Read(string text, string owner)
    {
        string name = text.StartsWith(owner + "/", StringComparison.Ordinal) ? text[(owner.Length + 1)..] : text;
        return Pattern().IsMatch(name) ? name : throw ApiException.Invalid(
            "name", $"name must be 1 to 63 letters, digits, '.', '_' or '-', beginning with a letter or digit, perhaps after \"{owner}/\"; it is \"{text}\".");
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
