"""Every address: the shell's own, and one for each page and verb that a room registered."""

from leadline.web.addresses import addresses

urlpatterns = addresses()
handler404 = "leadline.web.views.not_found"
handler500 = "leadline.web.views.broken"
handler403 = "leadline.web.views.forbidden"
