using System.Collections;
using System.Reflection;

namespace TogetherAI.Tests.Dedicated;

/// <summary>Looks whether an answer and everything in it has a property for each of its fields.</summary>
internal static class Known
{
    public static void All(object? value)
    {
        switch (value)
        {
            case WireModel model:
                Assert.True(model.UnknownFields.Count == 0, $"{model.GetType().Name} does not know {string.Join(", ", model.UnknownFields.Keys)}");
                foreach (PropertyInfo property in model.GetType().GetProperties().Where(property => property.Name is not ("UnknownFields" or "Http")))
                    All(property.GetValue(model));
                break;
            case IEnumerable list and not string:
                foreach (object? item in list)
                    All(item);
                break;
        }
    }
}
