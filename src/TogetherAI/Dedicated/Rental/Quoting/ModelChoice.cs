namespace TogetherAI;

/// <summary>Finds a model by what a person calls it.</summary>
internal static class ModelChoice
{
    private const int Suggestions = 3;

    /// <exception cref="TogetherNotFoundException">There is no such model; the message says which come near.</exception>
    public static SupportedModel Find(string wanted, IReadOnlyList<SupportedModel> models)
    {
        foreach (Func<SupportedModel, string?> name in (Func<SupportedModel, string?>[])[m => m.Id, m => m.Name, m => m.ServerlessEndpoint, m => m.DisplayName])
        {
            // Of two entries with one name that is rented which has something to rent.
            SupportedModel? found = models
                .Where(model => string.Equals(name(model), wanted, StringComparison.OrdinalIgnoreCase))
                .MaxBy(model => model.DeploymentProfiles.Count);
            if (found is not null)
                return found;
        }

        string[] near = Near(wanted, models);
        throw new TogetherNotFoundException(
            $"Model '{wanted}' is not among the {models.Count} that dedicated endpoints can be made of. "
            + (near.Length > 0 ? $"Did you mean {string.Join(", ", near)}? " : "") + "Dedicated.SupportedModels lists them.")
        {
            Parameter = nameof(RentRequest.Model),
        };
    }

    private static string[] Near(string wanted, IReadOnlyList<SupportedModel> models)
    {
        string plain = Plain(wanted);
        return [.. models
            .Select(model => (model.Name, Distance: Distance(plain, Plain(model.Name))))
            .Where(near => near.Distance <= Math.Max(2, plain.Length / 3))
            .OrderBy(near => near.Distance)
            .ThenBy(near => near.Name, StringComparer.Ordinal)
            .Select(near => near.Name)
            .Distinct()
            .Take(Suggestions)];
    }

    /// <summary>A name without its publisher: people leave that out, or mistake it.</summary>
    private static string Plain(string name) => name[(name.LastIndexOf('/') + 1)..].ToUpperInvariant();

    /// <summary>How many letters must be added, left out or changed (Levenshtein); a name that holds the other is near whatever its length.</summary>
    private static int Distance(string one, string other)
    {
        if (one.Length > 2 && other.Contains(one, StringComparison.Ordinal))
            return 1;
        int[] previous = [.. Enumerable.Range(0, other.Length + 1)];
        int[] current = new int[other.Length + 1];
        for (int i = 1; i <= one.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int change = previous[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[other.Length];
    }
}
