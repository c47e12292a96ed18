"""Who may make studies: the login is all that anybody else is shown, whatever the address and the method."""

import pytest
from django.test import Client
from django.urls import reverse

from turing.studies.models import Upload
from turing.studies.urls import app_name, urlpatterns
from turing.survey.models import Study

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
VALUES = {"key": 1, "slug": "bach"}  # of what stands in an address


@pytest.fixture(params=[pattern.name for pattern in urlpatterns])
def address(request: pytest.FixtureRequest, study: Study, django_user_model) -> str:
    """Each address, about a study and an upload that are there."""
    owner = django_user_model.objects.create_user("owner", password="a long password")
    Upload.objects.create(pk=1, researcher=owner, name="bank.zip", bank="x/bank.zip", wanted={})
    (pattern,) = [pattern for pattern in urlpatterns if pattern.name == request.param]
    return reverse(f"{app_name}:{pattern.name}", kwargs={name: VALUES[name] for name in pattern.pattern.converters})


@pytest.mark.parametrize("who", ["stranger", "listener"])
@pytest.mark.parametrize("method", METHODS)
def test_nobody_else_is_shown_or_changes_anything(request, who: str, method: str, address: str) -> None:
    client: Client = request.getfixturevalue(who)
    answer = getattr(client, method)(address)
    assert answer.status_code == 405 or answer.url == f"/dashboard/login/?next={address}"
    assert Study.objects.get().state == "open"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_form_from_another_site_changes_nothing(method: str, address: str, django_user_model) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(django_user_model.objects.get(username="owner"))
    assert getattr(client, method)(address).status_code == 403
