namespace TogetherAI;

/// <summary>The fields that an update writes (<c>updateMask</c>), by their names on the wire.</summary>
internal static class FieldMask
{
    /// <param name="named">The caller's own list; null to name the fields that are set.</param>
    /// <param name="fields">Every field there is, and whether it is set.</param>
    /// <exception cref="ArgumentException">There is no field to write: the service would refuse, or clear all of them.</exception>
    public static string Of(IReadOnlyList<string>? named, params ReadOnlySpan<(string Name, bool IsSet)> fields)
    {
        List<string> names = [.. named ?? []];
        if (named is null)
        {
            foreach ((string name, bool isSet) in fields)
            {
                if (isSet)
                    names.Add(name);
            }
        }

        return names.Count > 0
            ? new QueryString().Add("updateMask", string.Join(',', names)).ToString()
            : throw new ArgumentException("The update changes nothing. Set a field of it, or name the fields to clear in UpdateMask.", "update");
    }
}
